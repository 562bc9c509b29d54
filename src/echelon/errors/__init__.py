"""Faults with their places, the errors that carry them, and the stable codes."""

from echelon.errors.codes import CODES
from echelon.errors.exceptions import (
    EchelonError,
    Interruption,
    MisuseError,
    ScenarioError,
    UnfinishedError,
)
from echelon.errors.explanation import Explanation
from echelon.errors.faults import Fault, Spot, in_order
from echelon.errors.nearest import nearest, or_else
from echelon.errors.rendering import render, render_all

__all__ = [
    "CODES",
    "EchelonError",
    "Explanation",
    "Fault",
    "Interruption",
    "MisuseError",
    "ScenarioError",
    "Spot",
    "UnfinishedError",
    "in_order",
    "nearest",
    "or_else",
    "render",
    "render_all",
]
