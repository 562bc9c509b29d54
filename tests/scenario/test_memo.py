"""What an overlay need not read again, and that it is read no differently for that."""

import pickle
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from echelon.errors import ScenarioError
from echelon.scenario.bundled import resolve
from echelon.scenario.changes import Changes
from echelon.scenario.document import Document
from echelon.scenario.expressions import Number
from echelon.scenario.load import load_document
from echelon.scenario.memo import Memo
from scenario.example_folders import BASE, write

OVERLAID = BASE | {
    "groups.yaml": "- {id: cossacks, part: units, fields: {loading_h: 3, source: krasnov1922}}\n",
    "units.yaml": "- {id: ninth_don, name: Ninth Don, side: government, men: 480, place: ostrov, "
    "group: cossacks, source: krasnov1922}\n"
    "- {id: tenth_don, name: Tenth Don, side: government, men: 470, place: ostrov, "
    "group: cossacks, source: krasnov1922}\n",
    "what_ifs/more.yaml": "label: more\nsource: guide1917\nchange: {units.ninth_don.men: 900}\n",
    "what_ifs/slower.yaml": "label: slower\nchange: {groups.cossacks.fields.loading_h: 9}\n",
    "accounts.yaml": "- {id: few, label: few, source: guide1917, "
    "change: {units.ninth_don.men: 100, units.tenth_don.men: 90}}\n",
}


def loaded(folder: Path) -> Document:
    return load_document(write(folder, OVERLAID))


def told(document: Document) -> tuple[object, ...]:
    """All that a document says of itself."""
    return document.scenario_hash, document.parts, document.provenance, document.warnings


def test_every_entry_that_an_overlay_leaves_alone_is_the_very_one_of_the_base(
    tmp_path: Path,
) -> None:
    document = loaded(tmp_path)
    overlaid = document.with_overlay(what_if="more")
    other = {
        f"{part}.{id_}"
        for part in document.parts
        for id_, entry in document.parts[part].items()
        if overlaid.parts[part][id_] is not entry
    }
    assert {"units.ninth_don"} == other


def test_what_inherits_from_a_changed_group_is_read_again(tmp_path: Path) -> None:
    document = loaded(tmp_path)
    document.with_overlay(what_if="more")
    units = document.with_overlay(what_if="slower").parts.units
    assert [Number(9.0), Number(9.0)] == [each.loading_h for each in units.values()]
    assert told(document) == told(document.with_overlay())


@pytest.mark.parametrize("name", ["petrograd-1917", "algiers-1961"])
def test_an_overlay_is_read_as_if_nothing_had_been_read_before(name: str) -> None:
    document = load_document(resolve(name))
    what_ifs, accounts = (None, *document.what_ifs[:1]), (None, *document.accounts[:1])
    for what_if, account in product(what_ifs, accounts):
        anew = replace(document, memo=Memo())
        try:
            wanted = told(anew.with_overlay(what_if=what_if, account=account))
        except ScenarioError as error:
            with pytest.raises(ScenarioError, match=error.faults[0].message):
                document.with_overlay(what_if=what_if, account=account)
            continue
        for _ in range(2):  # the account is known by then
            assert wanted == told(document.with_overlay(what_if=what_if, account=account))


def test_changes_made_one_after_another_leave_nothing_behind(tmp_path: Path) -> None:
    document = loaded(tmp_path)
    known = len(document.memo.entries)
    for men in range(5):
        changed = document.with_changes(Changes({"units.ninth_don.men": men}))
        assert Number(men) == changed.parts.units["ninth_don"].men
    assert known == len(document.memo.entries) == len(changed.memo.entries)


def test_a_document_sent_to_another_process_takes_no_overlay_for_another(tmp_path: Path) -> None:
    document = loaded(tmp_path)
    document.with_overlay(account="few")
    sent = pickle.loads(pickle.dumps(document))
    for account in (None, "few"):
        assert told(document.with_overlay(what_if="more", account=account)) == told(
            sent.with_overlay(what_if="more", account=account)
        )
