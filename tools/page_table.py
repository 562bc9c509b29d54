"""Write the table of the page that the flagship starts from, with lines of runs that print them.

`python tools/page_table.py` looks through the runs of `petrograd-1917`, takes as few as can be that
print a line for every statement, and puts them into the scenario's README. A test reads the README.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import echelon
from echelon.scenario.bundled import resolve

SCENARIO = "petrograd-1917"
MOST_RUNS = 60
BEGIN, END = "<!-- written by tools/page_table.py -->", "<!-- end of the table -->"
MODEL = "../../../../docs/model"


class Statement(NamedTuple):
    """One statement of the page.

    Parameters
    ----------
    text : str
        The statement in a few words.
    lines : str
        Where the scenario has it, `file: id, id; file: id`.
    rules : str
        Modules of the engine and pages of the model, `module page; module page`.
    told : str
        How the line of a chronicle begins that shows it.
    """

    text: str
    lines: str
    rules: str
    told: str


STATEMENTS = (
    Statement(
        "while the Palace is stormed, a meeting opens at the Smolny",
        "acts: congress_opens, palace_falls; institutions: second_congress",
        "orders/deeds conduct; rules/verdict authority",
        "While the Palace is stormed, a meeting at the Smolny opens",
    ),
    Statement(
        "it calls itself the second Congress; to others its delegates are without credentials",
        "views: eyes_of_soviets, eyes_of_committee; orders: gotz_denies_the_credentials",
        "rules/verdict authority; hearing authority",
        "In the eyes of A. R. Gotz, void: While the Palace is stormed",
    ),
    Statement(
        "it declares the Committee dissolved and the Government deposed",
        "acts: congress_deposes_the_government, congress_dissolves_the_committee",
        "rules/verdict authority",
        "The Congress puts an end to the old Executive Committee",
    ),
    Statement(
        "it appoints the Commissars, abolishes councils, hands authority to each soviet",
        "acts: congress_forms_sovnarkom, congress_appoints_lenin, congress_transfers_local_power; "
        "accounts: councils_abolished",
        "rules/mandates authority",
        "The Congress hands local authority from every council to its own Soviet",
    ),
    Statement(
        "the old Committee declares all this illegal, itself the only lawful centre *until*",
        "acts: committee_declares_the_congress_void, committee_claims_sole_authority; "
        "orders: gotz_protests",
        "rules/verdict authority; messages/wires interference",
        "The old Committee is the only lawful centre until a properly elected Congress meets",
    ),
    Statement(
        "both call on the army",
        "acts: committee_appeals_to_the_army, congress_appeals_to_the_army",
        "orders/deeds conduct; messages/wires broadcasts",
        "W. S. Woytinsky hears: The Congress calls on the army for help",
    ),
    Statement(
        "the Government is out of the game; the contest is inside the soviets",
        "views: eyes_of_committee; orders: gotz_holds_the_government_gone",
        "rules/verdict authority",
        "In the eyes of A. R. Gotz, void: Provisional Government stands",
    ),
    Statement(
        "Woytinsky telephones Krasnov: one office has ended, the other stands (D04)",
        "offices: commissar_of_government, commissar_of_committee; "
        "acts: woytinsky_keeps_one_office",
        "rules/mandates authority; hearing authority",
        "P. N. Krasnov hears: Woytinsky tells Krasnov that his office from the Government",
    ),
    Statement(
        "Krasnov vouches for himself and his men to any government that fights the Communists",
        "pledges: krasnov_pledges_himself; orders: krasnov_vouches; dispositions: corps_ranks",
        "leanings obedience; rules/choice obedience",
        "Krasnov vouches for himself and his men to any government that fights the Communists",
    ),
    Statement(
        "advised to get in touch with Kerensky, he agrees reluctantly",
        "orders: woytinsky_telephones, krasnov_goes_to_pskov; dispositions: krasnov_and_kerensky; "
        "accounts: woytinsky_telephoned",
        "rules/choice obedience; messages/wires messages",
        "Woytinsky telephones Krasnov where Kerensky is, and advises him to get in touch",
    ),
    Statement(
        "on 8 November the first echelons leave Ostrov",
        "acts: krasnov_orders_entraining; facts: first_train_leaves; record: e012; "
        "staffs: warsaw_railwaymen",
        "movement/trains stations; movement/sections rail; movement/consent staffs",
        "It comes about: The first train leaves Ostrov",
    ),
    Statement(
        "Kerensky rides with the head echelons on two conditions",
        "agreements: krasnovs_conditions; orders: kerensky_goes_to_ostrov, krasnov_puts_conditions",
        "agreements/offers agreements; rules/bargains agreements; movement/travellers journeys",
        "P. N. Krasnov offers A. F. Kerensky: Kerensky may ride with the trains if",
    ),
    Statement(
        "Woytinsky stays at Pskov to persuade infantry, at least a few companies",
        "influences: woytinsky_persuades_infantry; acts: woytinsky_appeals; "
        "pools: volunteer_companies",
        "leanings obedience; orders/deeds conduct",
        "Woytinsky, in the right of the old Committee, calls for volunteers",
    ),
    Statement(
        "telegrams tell of distant echelons; he doubts that they arrive in time",
        "orders: dukhonin_sends_the_reserves, dukhonin_reckons_with_the_distance; "
        "news: distance_speaks_against_the_government; record: e054, e059",
        "knowledge estimates; rules/belief obedience",
        "A message is read to W. S. Woytinsky: The distant echelons can hardly be at",
    ),
    Statement(
        "companies scattered along the front offer themselves, and must cross in small groups",
        "pools: volunteer_companies; units: front_regiments; links: front_pskov_road",
        "movement/columns infiltration; rules/searches infiltration",
        "1st company along the front sets out in small groups",
    ),
    Statement(
        "on 9 November a telegram: the head echelons reached Gatchina in the morning",
        "orders: krasnov_telegraphs; facts: gatchina_known_at_pskov; record: e017",
        "messages/letters messages; contact/control control",
        "It comes about: Woytinsky has the telegram that head echelons hold Gatchina",
    ),
)


def found_lines() -> list[tuple[int, str]]:
    """Return for every statement a run and its line, from as few runs as can easily be found."""
    loaded = echelon.load(SCENARIO)
    told: dict[int, dict[int, str]] = {}
    wanted = set(range(len(STATEMENTS)))
    for run in range(MOST_RUNS):
        texts = [event.text for event in loaded.chronicle(run, seed=0).events]
        told[run] = {
            number: next(text for text in texts if text.startswith(each.told))
            for number, each in enumerate(STATEMENTS)
            if any(text.startswith(each.told) for text in texts)
        }
        if set(told[run]) == wanted:
            break
    found: dict[int, tuple[int, str]] = {}
    while wanted:
        run = max(told, key=lambda each: (len(wanted & told[each].keys()), -each))
        new = wanted & told[run].keys()
        if not new:
            raise SystemExit(
                f"no run tells of statements {sorted(number + 1 for number in wanted)}"
            )
        found |= {number: (run, told[run][number]) for number in new}
        wanted -= new
    return [found[number] for number in range(len(STATEMENTS))]


def table() -> str:
    """Return the table as it stands in the README."""
    rows = [
        "| | statement | in the scenario | rule | in a chronicle |",
        "|---|---|---|---|---|",
    ]
    for number, (each, (run, line)) in enumerate(zip(STATEMENTS, found_lines(), strict=True), 1):
        lines = "; ".join(
            f"`{part}`: " + ", ".join(f"`{id_}`" for id_ in ids.split(", "))
            for part, ids in (piece.split(": ") for piece in each.lines.split("; "))
        )
        pairs = [rule.split(" ") for rule in each.rules.split("; ")]
        rules = ", ".join(f"[{page}]({MODEL}/{page}.md) `engine/{file}.py`" for file, page in pairs)
        rows.append(f'| {number} | {each.text} | {lines} | {rules} | run {run}: "{line}" |')
    return "\n".join(rows)


def main() -> None:
    """Put the table into the README of the scenario."""
    path = Path(resolve(SCENARIO)) / "README.md"
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
