"""What `check` prints for each spoilt scenario under `errors`; run this file to write it anew."""

import os
from pathlib import Path

from echelon.errors import render_all
from echelon.scenario.load import check_document

FOLDER = Path(__file__).parent / "errors"

CASES = tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))


def printed(case: str) -> str:
    """Return what is printed for a case; the working folder must be `FOLDER`."""
    check = check_document(Path(case))
    return render_all(check.faults, check.name) + "\n"


if __name__ == "__main__":
    os.chdir(FOLDER)
    for name in CASES:
        Path(f"{name}.txt").write_text(printed(name), encoding="utf-8")
