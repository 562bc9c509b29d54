"""Echelon: who may command, who will obey, who gets there in time."""

__version__ = "0.1.0"
