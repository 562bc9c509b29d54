"""Echelon in Python: load a scenario, run it, ask it about any single run."""

from echelon.analysis.condition import condition
from echelon.analysis.joining import join
from echelon.analysis.results import Results, load_results
from echelon.api.branching import branch
from echelon.api.comparing import compare
from echelon.api.machinery import ablate, gaps
from echelon.api.scenario import Scenario, load
from echelon.errors import EchelonError, ScenarioError

__all__ = [
    "EchelonError",
    "Results",
    "Scenario",
    "ScenarioError",
    "ablate",
    "branch",
    "compare",
    "condition",
    "gaps",
    "join",
    "load",
    "load_results",
]
