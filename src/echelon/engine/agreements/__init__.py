"""Offers and promises: made, carried, weighed, kept and broken."""
