"""What happens when opposing sides are at one place: occasions, responses, combat, control."""
