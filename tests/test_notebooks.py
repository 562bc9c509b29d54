"""The notebooks run from top to bottom, and store nothing that could go stale."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
LONGEST_CELL_S = 600
"""A cell may have to wait until the engine is compiled."""


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def test_there_are_a_first_analysis_and_a_counterfactual_study() -> None:
    assert ["first-analysis.ipynb", "petrograd-otherwise.ipynb"] == [
        path.name for path in NOTEBOOKS
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_stores_no_outputs(path: Path) -> None:
    stored = [
        cell["id"]
        for cell in read(path).cells
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count)
    ]

    assert [] == stored


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the kernel's own machinery, which is not ours
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbclient import NotebookClient

    source = str(ROOT / "src")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([source, os.environ.get("PYTHONPATH", "")]))
    notebook = read(path)
    client = NotebookClient(
        notebook,
        timeout=LONGEST_CELL_S,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    )

    client.execute()

    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [kind for cell in code for out in cell.outputs for kind in out.get("data", {})]
    assert all(cell.execution_count for cell in code)
    assert shown.count("image/png") >= 2
    assert shown.count("text/html") >= 2
