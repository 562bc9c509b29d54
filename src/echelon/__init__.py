"""Echelon: who may command, who will obey, who gets there in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from echelon.version import VERSION

if TYPE_CHECKING:
    from echelon.api import (
        EchelonError,
        Results,
        Scenario,
        ScenarioError,
        ablate,
        branch,
        compare,
        condition,
        gaps,
        join,
        load,
        load_results,
    )

__version__ = VERSION

__all__ = [
    "EchelonError",
    "Results",
    "Scenario",
    "ScenarioError",
    "__version__",
    "ablate",
    "branch",
    "compare",
    "condition",
    "gaps",
    "join",
    "load",
    "load_results",
]


def __getattr__(name: str) -> Any:
    # Loaded when first asked for, so that a command which needs little starts at once.
    if name not in __all__:
        from echelon.errors import or_else

        known = "" if name.startswith("_") else or_else(name, __all__)
        raise AttributeError(f"module `echelon` has no attribute `{name}`{known}")
    from echelon import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted(__all__)
