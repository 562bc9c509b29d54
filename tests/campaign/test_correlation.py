"""Correlated inputs: the number that a scenario gives is that of the normals behind them."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm, spearmanr

from echelon.campaign.simulate import simulate
from worlds import Entry, campaign_of, places

RUNS = 1000


@pytest.mark.parametrize("correlation", [0.5, -0.8])
def test_the_correlation_of_inputs_is_that_of_the_normals_behind_them(
    tmp_path: Path, correlation: float
):
    inputs = [Entry("inputs", {"id": name, "value": "0..1"}) for name in ("one", "other")]
    joined = {"id": "pair", "inputs": ["one", "other"], "correlation": correlation}
    entries = [*places("town"), *inputs, Entry("correlations", joined)]
    columns = simulate(campaign_of(tmp_path, entries), 0, 0, RUNS).columns
    one, other = columns["input_one"], columns["input_other"]

    # Three standard errors of a correlation from so many runs.
    margin = 3.0 / math.sqrt(RUNS)
    normals = np.corrcoef(norm.ppf(one), norm.ppf(other))[0, 1]
    assert correlation == pytest.approx(normals, abs=margin)
    ranks = 6.0 / math.pi * math.asin(correlation / 2.0)
    assert ranks == pytest.approx(spearmanr(one, other).statistic, abs=margin)
