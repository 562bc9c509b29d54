"""`echelon run` and `echelon results`, from the question to the stored answer."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.terminal import finish, say, say_json, start

KEYS = {
    "echelon",
    "scenario",
    "scenario_hash",
    "seed",
    "runs",
    "outcomes",
    "times",
    "quantities",
    "events_per_run",
    "seconds",
    "digest",
}


def digest_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    digest = say_json(capsys, "run", *arguments)["digest"]
    assert re.fullmatch("[0-9a-f]{64}", digest)
    return str(digest)


def test_a_run_with_kept_kernels_imports_neither_numba_nor_scipy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say(capsys, "run", "ostrov-gatchina", "-n", "1")  # keeps them
    asked = "from echelon.cli.main import main; main(['run', 'ostrov-gatchina', '-n', '1'])"
    told = "import sys; print(*sorted({'numba', 'scipy'} & sys.modules.keys()), file=sys.stderr)"
    finished = subprocess.run(
        [sys.executable, "-c", f"{asked}; {told}"], capture_output=True, text=True, check=True
    )
    assert "" == finished.stderr.strip()


def test_json_has_what_machines_were_promised(capsys: pytest.CaptureFixture[str]) -> None:
    said = say_json(capsys, "run", "ostrov-gatchina", "-n", "200", "--seed", "7")
    assert KEYS <= said.keys()
    assert ("ostrov-gatchina", 7, 200) == (said["scenario"], said["seed"], said["runs"])
    assert 200 == sum(outcome["count"] for outcome in said["outcomes"])
    for outcome in said["outcomes"]:
        promised = {"id", "label", "probability", "low", "high", "count"}
        promised |= {"shown", "together_low", "together_high"}
        assert promised | {"runs_for_a_tenth_of_it", "runs_for_a_hundredth"} == outcome.keys()
        assert outcome["low"] <= outcome["probability"] <= outcome["high"]
    for asked in said["times"]:
        assert {"id", "label", "reached", "q05", "q25", "q50", "q75", "q95", "fact"} <= asked.keys()
    for asked in said["quantities"]:
        assert {"id", "unit", "mean", "q05", "q50", "q95"} <= asked.keys()


def test_the_page_fits_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = say(capsys, "run", "ostrov-gatchina", "-n", "200")
    assert (0, "") == (status, err)
    assert all(len(line) <= 80 for line in out.splitlines())
    for words in ("Probability", "Times", "Quantities", "record", "200 runs with seed 0 took"):
        assert words in out
    assert "\x1b" not in out


def test_the_digest_does_not_depend_on_the_number_of_threads(
    capsys: pytest.CaptureFixture[str],
) -> None:
    digests = {
        digest_of(capsys, "ostrov-gatchina", "-n", "1100", "--jobs", jobs) for jobs in ("1", "2")
    }
    assert 1 == len(digests)


def test_another_seed_is_another_set_of_runs(capsys: pytest.CaptureFixture[str]) -> None:
    zero = digest_of(capsys, "ostrov-gatchina", "-n", "100")
    assert zero == digest_of(capsys, "ostrov-gatchina", "-n", "100", "--seed", "0")
    assert zero != digest_of(capsys, "ostrov-gatchina", "-n", "100", "--seed", "1")


def test_ranges_made_apart_join_to_the_same_digest() -> None:
    import echelon

    road = echelon.load("ostrov-gatchina")
    whole = road.run(1100)
    parts = [road.run(700, first=400), road.run(400)]
    assert whole.digest == echelon.join(parts).digest


def test_a_what_if_and_an_account_are_laid_over(capsys: pytest.CaptureFixture[str]) -> None:
    plain = say_json(capsys, "run", "ostrov-gatchina", "-n", "50")
    changed = say_json(capsys, "run", "ostrov-gatchina", "-n", "50", "--what-if", "no_countermand")
    assert "no_countermand" == changed["what_if"]
    assert "what_if" not in plain
    assert plain["scenario_hash"] != changed["scenario_hash"]


def test_stored_results_are_printed_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "runs")
    _, first, _ = say(capsys, "run", "ostrov-gatchina", "-n", "1050", "--out", folder)
    status, again, _ = say(capsys, "results", folder)
    assert 0 == status
    assert first.startswith(again.rstrip("\n"))
    said = say_json(capsys, "results", folder)
    assert KEYS <= said.keys()


def test_storing_twice_needs_resume_which_needs_no_runs_or_seed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["ostrov-gatchina", "--out", str(tmp_path / "runs")]
    digest = digest_of(capsys, *store, "-n", "1050", "--seed", "5")
    status, out, err = say(capsys, "run", *store, "-n", "1050", "--seed", "5")
    assert (2, "") == (status, out)
    assert "--resume" in err
    assert digest == digest_of(capsys, *store, "--resume")


def test_resuming_with_more_runs_extends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["ostrov-gatchina", "--out", str(tmp_path / "runs")]
    digest_of(capsys, *store, "-n", "1050")
    extended = digest_of(capsys, *store, "-n", "2100", "--resume")
    assert extended == digest_of(capsys, "ostrov-gatchina", "-n", "2100")


def test_resuming_another_scenario_or_seed_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    folder = str(tmp_path / "runs")
    digest_of(capsys, str(small), "-n", "100", "--out", folder)
    status, _, err = say(capsys, "run", "ostrov-gatchina", "-n", "100", "--out", folder, "--resume")
    assert 2 == status
    assert "holds other results" in err
    status, _, err = say(
        capsys, "run", str(small), "-n", "100", "--seed", "9", "--out", folder, "--resume"
    )
    assert 2 == status
    assert "seed 0, not 9" in err


def test_a_wrong_scenario_is_not_run(capsys: pytest.CaptureFixture[str], small: Path) -> None:
    with (small / "scenario.yaml").open("a") as file:
        file.write("\nquestoin: x\n")
    status, out, err = say(capsys, "run", str(small), "--json")
    assert (1, "") == (status, out)
    assert "1 error in small; nothing was run" in err


def test_a_new_scenario_runs(capsys: pytest.CaptureFixture[str], small: Path) -> None:
    status, _, _ = say(capsys, "check", str(small))
    assert 0 == status
    assert 300 == say_json(capsys, "run", str(small), "-n", "300")["runs"]


def test_new_overwrites_nothing(capsys: pytest.CaptureFixture[str], small: Path) -> None:
    status, _, err = say(capsys, "new", str(small))
    assert 2 == status
    assert "empty" in err


def test_a_file_where_the_folder_should_be_is_misuse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    (tmp_path / "file").write_text("x")
    status, _, err = say(capsys, "run", str(small), "-n", "10", "--out", str(tmp_path / "file"))
    assert 2 == status
    assert "is not a folder" in err


def test_a_full_disk_ends_with_three_and_says_how_to_go_on(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    small: Path,
) -> None:
    from echelon.ensemble import files

    sync, left = os.fsync, [8]

    def few_syncs(descriptor: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(files.os, "fsync", few_syncs)
    folder = str(tmp_path / "runs")
    order = ["run", str(small), "-n", "5000", "--jobs", "1", "--out", folder]
    status, out, err = say(capsys, *order, "--json")
    assert (3, "") == (status, out)
    assert "no room left on the disk" in err
    assert "3000 of 5000 runs are stored" in err
    monkeypatch.undo()
    assert digest_of(capsys, *order[1:], "--resume") == digest_of(capsys, *order[1:4])


def wait_for_chunk(process: subprocess.Popen[str], folder: Path) -> None:
    while process.poll() is None and not list(folder.glob("*.parquet")):
        time.sleep(0.005)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_interrupted_it_says_how_to_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    folder = tmp_path / "runs"
    order = ["run", "ostrov-gatchina", "-n", "2000000", "--out", str(folder), "--json"]
    process = start(order)
    wait_for_chunk(process, folder)
    process.send_signal(number)
    status, out, err = finish(process)
    assert (130, "") == (status, out)
    assert "of 2000000 runs are stored" in err
    assert f"--out {folder} --resume" in err
    assert [] == list(folder.glob(".*"))
    stored = len(list(folder.glob("*.parquet")))
    assert f"{stored * 1000} of 2000000" in err


def test_killed_it_resumes_to_the_same_digest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "runs"
    order = ["ostrov-gatchina", "-n", "4000", "--out", str(folder), "--resume"]
    for _ in range(2):
        process = start(["run", *order])
        wait_for_chunk(process, folder)
        process.kill()
        finish(process)
    assert digest_of(capsys, *order) == digest_of(capsys, *order[:3])


def test_a_stored_set_that_was_damaged_says_how_to_mend_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    folder = tmp_path / "runs"
    order = [str(small), "-n", "2500", "--out", str(folder)]
    digest = digest_of(capsys, *order)
    file = sorted(folder.glob("*.parquet"))[1]
    file.write_bytes(file.read_bytes()[:-100])
    status, out, err = say(capsys, "results", str(folder), "--json")
    assert (3, "") == (status, out)
    assert "holds 1500 of 2500 runs" in err
    assert "--resume" in err
    assert digest == digest_of(capsys, *order, "--resume")


def test_progress_appears_only_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = finish(start(["run", "ostrov-gatchina", "-n", "3000", "--json"]))
    assert (0, "") == (status, err)


def test_a_run_that_never_ends_is_named(capsys: pytest.CaptureFixture[str], small: Path) -> None:
    with (small / "scenario.yaml").open("a") as file:
        file.write("\nevent_limit: 3\n")
    status, out, err = say(capsys, "run", str(small), "-n", "10", "--seed", "4")
    assert (3, "") == (status, out)
    assert "event_limit" in err
    assert "seed 4" in err
    assert "stored" not in err
