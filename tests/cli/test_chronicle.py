"""`echelon chronicle` and `echelon why`: one run, and why each thing in it happened."""

from __future__ import annotations

import itertools

import pytest

from cli.terminal import say, say_json

RUN = ("ostrov-gatchina", "--run", "17", "--seed", "3")


def test_a_run_is_told_in_dated_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = say(capsys, "chronicle", *RUN)
    assert (0, "") == (status, err)
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "run 17, seed 3" in out
    assert "\n7 Nov 1917\n" in out


def test_every_event_names_its_time_and_an_earlier_cause(
    capsys: pytest.CaptureFixture[str],
) -> None:
    events = say_json(capsys, "chronicle", *RUN)["events"]
    times: dict[object, str] = {}
    for event in events:
        assert {"id", "time", "kind", "text", "cause"} == event.keys()
        assert event["time"] >= "1917-11-07T12:00"
        assert event["cause"] is None or times[event["cause"]] <= event["time"]
        times[event["id"]] = event["time"]
    assert len(events) == len(times) > 10
    assert [event["time"] for event in events] == sorted(times.values())


def test_why_walks_back_to_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    events = say_json(capsys, "chronicle", *RUN)["events"]
    last = events[-1]
    chain = say_json(capsys, "why", *RUN, str(last["id"]))["events"]
    assert last == chain[0]
    assert chain[-1]["cause"] is None
    for event, cause in itertools.pairwise(chain):
        assert event["cause"] == cause["id"]
    status, out, _ = say(capsys, "why", *RUN, str(last["id"]))
    assert 0 == status
    assert len(chain) - 1 == out.count("because")


def test_an_unknown_event_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = say(capsys, "why", *RUN, "999999")
    assert (2, "") == (status, out)
    assert "has no event `999999`" in err


def test_the_chronicle_is_that_run_of_the_ensemble(capsys: pytest.CaptureFixture[str]) -> None:
    import echelon

    results = echelon.load("ostrov-gatchina").run(1, first=17, seed=3)
    events = say_json(capsys, "chronicle", *RUN)["events"]
    assert 1 == len(results)
    assert results.arrays["events"][0] > 0
    assert events
