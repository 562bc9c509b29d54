"""Pictures of places over time, of men at gates and of what-ifs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from analysis import stand_in
from echelon.analysis.pairs import OutcomePairs
from echelon.analysis.plots.tornado import draw_tornado
from echelon.analysis.questions import Asked
from echelon.analysis.results import Results
from echelon.api import load
from echelon.ensemble.columns import Column
from echelon.errors import MisuseError

plt.switch_backend("Agg")  # draws without a screen


@pytest.fixture(autouse=True)
def _closed_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def runs() -> Results:
    return load("ostrov-gatchina").run(12)


def counted() -> Results:
    """Give results in which two gates stop 300 and 100 men of a thousand."""
    bare = stand_in.results(runs=2)
    men = {"command": 300, "railway": 100, "through": 600}
    columns = tuple(Column(f"funnel_reds_{gate}", "<i8", "men", "Reds") for gate in men)
    arrays = {f"funnel_reds_{gate}": np.array([each, each]) for gate, each in men.items()}
    manifest = replace(bare.manifest, columns=(*bare.manifest.columns, *columns))
    return Results(manifest, {**bare.arrays, **arrays})


def test_a_fan_shows_the_median_between_its_bands(runs: Results) -> None:
    axes = runs.plot.fan("gatchina")

    assert "(men)" in axes.get_ylabel()
    (median,) = axes.get_lines()
    strength = runs.strength("gatchina")
    spans = [np.ptp(row) for row in strength.mean]
    row = int(np.argmax(spans))
    assert strength.quantile(0.5)[row].tolist() == list(median.get_ydata())


def test_a_fan_of_an_unknown_side_names_the_nearest(runs: Results) -> None:
    side = runs.strength("gatchina").sides[0]

    with pytest.raises(MisuseError, match=f"did you mean `{side}`"):
        runs.plot.fan("gatchina", f"{side}x")


def test_the_control_map_has_a_strip_for_each_place(runs: Results) -> None:
    axes = runs.plot.control_map("gatchina", "pskov")

    assert ["Gatchina", "Pskov"] == [label.get_text() for label in axes.get_yticklabels()]
    assert "share of the runs" in axes.get_ylabel()


def test_the_funnel_has_a_bar_for_each_gate() -> None:
    axes = counted().plot.funnel()

    assert [300, 100, 600] == [bar.get_width() for bar in axes.patches]
    assert "men" in axes.get_xlabel()


def test_without_gates_there_is_no_funnel() -> None:
    with pytest.raises(MisuseError, match="no order"):
        stand_in.results(runs=3).plot.funnel()


def test_the_largest_difference_of_a_tornado_is_at_the_top() -> None:
    asked = Asked("held", "The capital is held")
    small = OutcomePairs(asked, pairs=100, both=40, gained=5, lost=1)
    large = OutcomePairs(asked, pairs=100, both=10, gained=2, lost=40)
    axes = draw_tornado([("Small", small), ("Large", large)], None)

    assert ["Large", "Small"] == [label.get_text() for label in axes.get_yticklabels()]
    assert [large.difference, small.difference] == [bar.get_width() for bar in axes.patches]
