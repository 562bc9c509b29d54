"""Who decides: facts, standing orders, deeds and the units that are told."""
