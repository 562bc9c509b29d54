"""Letters that wait in line, by precedence and office after office, as the theory of queues says.

One long run is cut where nobody waits (`oracles.test_theory_of_queues`). A test fails by chance
once in 16 000 (|z| < 4); seeds are fixed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from echelon.campaign.simulate import Campaign, observe, simulate
from echelon.engine.vocabulary import Kind
from oracles.queues import endless_telegrams, jobs_on
from oracles.test_theory_of_queues import waits_min, z_of_mean
from worlds import Entry, act, campaign_of, fact, order, person, places, quantity, unit, wire

HOURS = 400.0


def test_a_letter_waits_for_what_is_left_of_services_of_two_lengths(tmp_path: Path):
    # Pollaczek (1930) and Khinchine (1932): lambda E[S^2] / (2 (1 - rho)), with services of half a
    # minute or, one in five, of three: 0.8 * 2 / 0.4 = 4.
    service = "each(choice(0.5=0.8; 3=0.2))"
    entries = [*endless_telegrams(1.25), wire("here", "there", service_min=service)]
    jobs = jobs_on(campaign_of(tmp_path, entries, hours=HOURS), "here_there_wire")

    assert abs(z_of_mean(waits_min(jobs), jobs, 4.0)) < 4


def test_orders_wait_less_and_news_more_by_their_precedence_on_a_wire(tmp_path: Path):
    # A. Cobham (1954), Operations Research 2, 70: W0 = 0.8; orders wait W0 / (1 - 0.4) = 4/3 and
    # news W0 / ((1 - 0.4) (1 - 0.8)) = 20/3 minutes.
    each: dict[str, object] = {"repeat": True, "delay_min": "2.5 * each(exponential(1))"}
    entries = [
        *endless_telegrams(2.5),
        *places("office"),
        person("aide", "office"),
        unit("guard", "there", superior="clerk"),
        order("bar", "aide", "open(office)", "close office; halt guard", **each),
        order("let", "aide", "not open(office)", "open office; halt guard", **each),
        wire("office", "here", wires=10),
        wire("here", "there", service_min="each(exponential(1))"),
    ]
    campaign = campaign_of(tmp_path, entries, hours=HOURS)
    orders = {job.end for job in jobs_on(campaign, "office_here_wire")}
    jobs = jobs_on(campaign, "here_there_wire")
    is_order = np.array([job.arrival in orders for job in jobs], dtype=float)

    assert 0.45 < is_order.mean() < 0.55
    assert abs(z_of_mean(waits_min(jobs), jobs, 4 / 3, is_order)) < 4
    assert abs(z_of_mean(waits_min(jobs), jobs, 20 / 3, 1 - is_order)) < 4


def test_the_second_of_two_offices_has_letters_at_random_and_they_wait_as_at_the_first(
    tmp_path: Path,
):
    # P. J. Burke (1956), Operations Research 4, 699: what leaves a queue with random services comes
    # at random; at 4/3 letters a minute the second has 0.8 / (4/3 (4/3 - 0.8)) = 1.125 minutes.
    entries = [
        *endless_telegrams(1.25),
        *places("beyond"),
        wire("here", "there", service_min="each(exponential(1))"),
        wire("there", "beyond", service_min="0.75 * each(exponential(1))"),
    ]
    for entry in entries:
        if entry.fields["id"] == "reader":
            entry.fields["place"] = "beyond"
    campaign = campaign_of(tmp_path, entries, hours=HOURS)
    jobs = jobs_on(campaign, "there_beyond_wire")
    gaps = np.diff([job.arrival for job in jobs]) / 60e6

    assert abs(z_of_mean(waits_min(jobs), jobs, 1.125)) < 4
    assert abs((gaps > 1.25).mean() - np.exp(-1.0)) < 4 * (0.2325 / len(gaps)) ** 0.5


def conversations(folder: Path, count: int) -> Campaign:
    """Return a minister to whom each letter takes a talk of a random length."""
    numbers = [f"{number:02}" for number in range(count)]
    waits = [f"((time_of(heard_{it}) - time_of(news_{it})) / 1 min)" for it in numbers]
    entries: list[Entry] = [
        *places("here", "there"),
        person("clerk", "here"),
        person("minister", "there", talk_min="each(exponential(1))"),
        wire("here", "there", wires=100),
        *(fact(f"news_{it}") for it in numbers),
        *(fact(f"heard_{it}", f"heard(news_{it}; minister)") for it in numbers),
        *(
            act(f"send_{it}", "clerk", f"tell minister news_{it}", 1.25 * row / 60)
            for row, it in enumerate(numbers)
        ),
        *(quantity(f"wait_{it}", wait) for it, wait in zip(numbers, waits, strict=True)),
    ]
    return campaign_of(folder, entries)


def test_who_comes_to_a_busy_person_waits_his_turn_as_at_a_counter(tmp_path: Path):
    # D. V. Lindley (1952): a letter every 1.25 min, talks of 1 min at random, first come first
    # served. In the long run, of GI/M/1 (D. G. Kendall 1953), sigma / (1 - sigma) = 1.6929 minutes
    # with sigma = exp(-1.25 (1 - sigma)); the 30th letter has it still to come to.
    count, runs = 30, 2000
    columns = simulate(conversations(tmp_path, count), 0, 0, runs).columns
    luck, expected = np.random.default_rng(0), np.zeros((count, 200_000))
    for row in range(1, count):
        talks = luck.exponential(size=200_000)
        expected[row] = np.maximum(0.0, expected[row - 1] + talks - 1.25)

    for row in (1, 2, 9, 29):
        waits = columns[f"quantity_wait_{row:02}"]
        assert abs(waits.mean() - expected[row].mean()) < 4 * waits.std() * (1 / runs) ** 0.5
    assert 1.4 < expected[-1].mean() < 1.6929


def test_letters_take_a_wire_that_is_mended_urgent_first_then_as_they_came(tmp_path: Path):
    numbers = range(8)
    entries = [
        *places("here", "there"),
        wire("here", "there", service_min=10),
        person("clerk", "here"),
        person("reader", "there"),
        unit("guard", "there"),
        act("cut", "clerk", "cut here_there_wire"),
        act("mend", "clerk", "repair here_there_wire", 1),
        *(fact(f"news_{it}") for it in numbers),
        *(act(f"send_{it}", "clerk", f"tell reader news_{it}", (it + 1) / 60) for it in numbers),
        act("command", "clerk", "halt guard", 0.5),
    ]
    campaign = campaign_of(tmp_path, entries)
    state = observe(campaign, 0, 0)
    heard = [it for it in state.trace[: state.clock.n_trace[0]] if it.kind == Kind.LETTER_HEARD]
    sent = [int(state.letters.sent_us[it.who]) // 60_000_000 for it in heard]

    assert [30, 1, 2, 3, 4, 5, 6, 7, 8] == sent
    assert [70 + 10 * it for it in range(9)] == [it.time_us // 60_000_000 for it in heard]
