"""The report as a file: self-contained, escaped, with the figures of `--json`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli.terminal import say, say_json
from echelon.api import load
from echelon.errors import MisuseError
from echelon.report import chronicles
from echelon.report.make import make_report
from echelon.report.page import page_of, report_in
from echelon.report.schema import Report
from echelon.report.selection import chosen_runs
from tools.report_samples import HARM, hostile_scenario

SCENARIO = "ostrov-gatchina"
RUNS = 60
QUANTILES = ("05", "25", "50", "75", "95")


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report(load(SCENARIO), RUNS)


def test_the_command_writes_one_file_and_says_the_answer(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "told.html"
    status, out, err = say(capsys, "report", SCENARIO, "-n", str(RUNS), "-o", str(path))

    assert (0, "") == (status, err)
    told = report_in(path.read_text(encoding="utf-8"))
    assert told.answer.sentence in out.replace("\n", " ")
    assert "echelon report ostrov-gatchina -n 60 --seed 0" == told.about.command


def test_it_is_found_out_before_the_runs_that_the_file_cannot_be_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "nowhere" / "told.html"
    status, out, err = say(capsys, "report", SCENARIO, "-n", "1000000", "-o", str(path))

    assert (3, "") == (status, out)
    assert "no folder" in err


def test_the_figures_are_those_of_json(capsys: pytest.CaptureFixture[str], report: Report) -> None:
    told = say_json(capsys, "run", SCENARIO, "-n", str(RUNS))

    assert told["digest"] == report.about.digest
    assert [each["probability"] for each in told["outcomes"]] == [
        each.probability for each in report.outcomes
    ]
    assert [(each["low"], each["high"]) for each in told["outcomes"]] == [
        (each.low, each.high) for each in report.outcomes
    ]
    calendar = load(SCENARIO).document.calendar
    for time, shown in zip(told["times"], report.times, strict=True):
        assert time["reached"] == shown.share
        if shown.quantiles:
            assert time["q50"] == calendar.format_iso(int(shown.quantiles[2]))
    for quantity, shown in zip(told["quantities"], report.quantities, strict=True):
        assert [quantity[f"q{each}"] for each in QUANTILES] == list(shown.quantiles)


def test_the_funnel_is_that_of_json(capsys: pytest.CaptureFixture[str], report: Report) -> None:
    told = say_json(capsys, "run", SCENARIO, "-n", str(RUNS))

    for funnel, shown in zip(told["funnel"], report.funnels, strict=True):
        assert (funnel["side"], funnel["label"]) == (shown.side, shown.name)
        stopped = {
            each["gate"]: (each["q10"], each["q50"], each["q90"]) for each in funnel["gates"]
        }
        for gate in shown.gates:
            band = gate.stopped
            assert stopped[gate.id] == (band.low, band.median, band.high)
        assert stopped["through"][1] == shown.gates[-1].left.median


def test_the_what_ifs_are_those_of_json(capsys: pytest.CaptureFixture[str], report: Report) -> None:
    told = say_json(capsys, "compare", SCENARIO, "-n", str(RUNS))

    assert [each["what_if"] for each in told["comparisons"]] == [it.id for it in report.what_ifs]
    for compared, shown in zip(told["comparisons"], report.what_ifs, strict=True):
        assert compared["discordant"] / RUNS == shown.differing
        for outcome, shift in zip(compared["outcomes"], shown.shifts, strict=True):
            numbers = [outcome[key] for key in ("base", "changed", "difference", "low", "high")]
            assert numbers == [shift.base, shift.changed, shift.difference, shift.low, shift.high]


def test_the_accounts_are_those_of_json(capsys: pytest.CaptureFixture[str], report: Report) -> None:
    told = say_json(capsys, "run", SCENARIO, "-n", str(RUNS), "--accounts")["layers"]["accounts"]

    assert [(each["id"], each["shares"]) for each in told["each"]] == [
        (each.id, list(each.probabilities)) for each in report.accounts
    ]


def test_the_page_loads_nothing_and_stays_small(report: Report) -> None:
    page = page_of(report)
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)

    assert [] == re.findall(r"(?:src|href)=|url\(", markup)
    assert "default-src 'none'" in markup
    assert len(page.encode()) < 5_000_000


def test_the_data_come_back_as_they_went_in(report: Report) -> None:
    assert report == report_in(page_of(report))


def test_strings_of_a_scenario_close_no_element(tmp_path: Path) -> None:
    told = make_report(hostile_scenario(tmp_path), 5)
    page = page_of(told)

    assert HARM in told.about.title
    assert told == report_in(page)
    assert 2 == len(re.findall("<script", page))
    assert 2 == len(re.findall("</script", page))
    assert "<img" not in re.sub(r"<script>.*</script>", "", page, flags=re.DOTALL)


def test_the_scenario_inside_is_the_one_that_was_run(report: Report, tmp_path: Path) -> None:
    for file in report.files:
        path = tmp_path / SCENARIO / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")

    assert report.about.scenario_hash == load(tmp_path / SCENARIO).hash


def test_every_chronicle_names_earlier_causes_down_to_the_start(report: Report) -> None:
    assert 2 <= len(report.chronicles) <= 3
    for chronicle in report.chronicles:
        for row, event in enumerate(chronicle.events):
            assert event.cause is None or event.cause < row
        assert [None] == [event.cause for event in chronicle.events][:1]


def test_a_chronicle_without_room_says_that_it_is_cut_off(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = load(SCENARIO)
    results = scenario.run(RUNS)
    whole = [len(each.events) for each in report.chronicles]
    monkeypatch.setattr(chronicles, "WHOLE_TOGETHER", whole[0] + 1)
    monkeypatch.setattr(chronicles, "LONGEST", 5)
    told = chronicles.chronicles(scenario.campaign, results, chosen_runs(results))

    assert not any(each.cut for each in report.chronicles)
    assert [(whole[0], False), *((5, True) for _ in whole[1:])] == [
        (len(each.events), each.cut) for each in told
    ]


def test_no_path_of_this_machine_is_told(report: Report) -> None:
    assert str(Path.cwd()) not in report.model_dump_json()


def test_a_scenario_of_words_alone_has_a_report(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "scenario.yaml").write_text(
        "echelon: 1\ntitle: Bare\nquestion: What?\nperiod: {start: 1917-11-07, end: 1917-11-08}\n"
        "outcomes: [{id: nothing, label: Nothing, otherwise: true}]\n",
        encoding="utf-8",
    )
    told = make_report(load(tmp_path / "bare"), 3)

    assert told.theatre is None
    assert () == told.lines
    assert "In all of 3 runs" in told.answer.sentence
    assert json.loads(told.model_dump_json())["outcomes"][0]["count"] == 3


def test_stored_runs_give_the_report_of_runs_made_for_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, kept = tmp_path / "told.html", tmp_path / "runs"
    scenario = load(SCENARIO)
    scenario.run(12, out=kept)
    status, _, err = say(capsys, "report", SCENARIO, "--stored", str(kept), "-o", str(path))

    assert (0, "") == (status, err)
    assert make_report(scenario, 12) == report_in(path.read_text(encoding="utf-8"))


def test_stored_runs_of_another_scenario_are_refused() -> None:
    other = load("mobilisation-1914").run(1)
    scenario = load(SCENARIO)

    with pytest.raises(MisuseError, match="another scenario"):
        make_report(scenario, stored=other)
    with pytest.raises(MisuseError, match="begin with number 3"):
        make_report(scenario, stored=scenario.run(2, first=3))


def test_the_map_shows_the_told_runs_and_where_their_trains_ran(report: Report) -> None:
    assert report.theatre is not None
    assert [each.run for each in report.theatre.runs] == [each.run for each in report.chronicles]
    assert {each.run for each in report.lines} <= {each.run for each in report.theatre.runs}
    movers = [mover for each in report.theatre.runs for mover in each.movers]
    trains = [mover for mover in movers if mover.means == "rail"]
    assert trains
    for mover in movers:
        assert list(mover.times_s) == sorted(mover.times_s)
        assert len(mover.times_s) == len(mover.spots)
    (ostrov,) = (place for place in report.theatre.places if place.id == "ostrov")
    starts = {report.theatre.spots[train.spots[0]] for train in trains}
    assert (round(ostrov.lat, 4), round(ostrov.lon, 4)) in starts
