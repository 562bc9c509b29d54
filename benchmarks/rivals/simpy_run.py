"""One run of the frozen scenario in SimPy."""

from __future__ import annotations

from benchmarks.rivals.conduct import Conduct
from benchmarks.rivals.due import hashes
from benchmarks.rivals.luck import frozen_document
from benchmarks.rivals.scene import Happening, Scene
from echelon.engine.vocabulary import Kind


def run_in_simpy(seed: int, run: int) -> int:
    """Simulate one run and return how many men are at the goal at its end."""
    scene, conduct = _begin(seed, run, is_told=False)
    _finish(scene)
    return conduct.men_at_goal


def trace_in_simpy(seed: int, run: int) -> list[Happening]:
    """Return what happens in one run, sorted."""
    scene, _ = _begin(seed, run, is_told=True)
    _finish(scene)
    return sorted(scene.trace or [])


def count_in_simpy(seed: int, run: int) -> int:
    """Return how many events of SimPy's one run takes."""
    scene, _ = _begin(seed, run, is_told=False)
    until_us, events = frozen_document().settings.end_us, 0
    while scene.env.peek() <= until_us:
        scene.env.step()
        events += 1
    return events


def _begin(seed: int, run: int, *, is_told: bool) -> tuple[Scene, Conduct]:
    scene = Scene(seed, run, is_told)
    return scene, Conduct(scene)


def _finish(scene: Scene) -> None:
    end_us = frozen_document().settings.end_us
    scene.env.run(until=scene.due(end_us, Kind.PERIOD_ENDS, hashes("")))
