"""Actions are sentences of a verb and its slots, refused at the word that does not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.scenario.actions import (
    Action,
    ActionError,
    check_actions,
    format_actions,
    parse_actions,
)
from echelon.scenario.references import KINDS
from echelon.scenario.verbs import MEANS, PREPOSITIONS, VERBS
from scenario.expression_trees import ids

NAMES = {"units": {"vanguard"}, "places": {"luga", "pskov", "gatchina"}, "persons": {"krasnov"}}
names = ids.filter(lambda name: name not in PREPOSITIONS)


@pytest.mark.parametrize(
    ("text", "verb", "arguments"),
    [
        ("move vanguard to luga", "move", {"unit": "vanguard", "place": "luga"}),
        (
            "move vanguard to gatchina via pskov, luga by rail",
            "move",
            {"unit": "vanguard", "place": "gatchina", "via": ("pskov", "luga"), "means": "rail"},
        ),
        (
            "move vanguard by road to gatchina",
            "move",
            {"unit": "vanguard", "place": "gatchina", "means": "road"},
        ),
        ("halt vanguard", "halt", {"unit": "vanguard"}),
        ("resume vanguard", "resume", {"unit": "vanguard"}),
        ("tell krasnov luga_joined", "tell", {"actor": "krasnov", "fact": "luga_joined"}),
        ("announce revolt by radio", "announce", {"fact": "revolt", "channel": "radio"}),
        ("go to luga", "go", {"place": "luga"}),
        (
            "go to luga by water with krasnov",
            "go",
            {"place": "luga", "means": "water", "companion": "krasnov"},
        ),
        ("close luga", "close", {"target": "luga"}),
        ("close luga to loyal", "close", {"target": "luga", "side": "loyal"}),
        ("open luga_gatchina to loyal", "open", {"target": "luga_gatchina", "side": "loyal"}),
        ("cut wire", "cut", {"target": "wire"}),
        ("repair wire", "repair", {"target": "wire"}),
    ],
)
def test_every_verb_is_read_with_its_slots(text, verb, arguments):
    assert (Action(verb, arguments, {}),) == parse_actions(text)


def test_several_sentences_stand_between_semicolons():
    text = "halt vanguard;  tell krasnov joined ;"
    first, second = parse_actions(text)
    assert "halt vanguard" == text[first.start : first.end]
    assert "tell krasnov joined" == text[second.start : second.end]
    assert [text[start:end] for start, end in second.spans["fact"]] == ["joined"]


@pytest.mark.parametrize(
    ("text", "at_fault", "message", "advice"),
    [
        ("mvoe vanguard to luga", "mvoe", "`mvoe` is no action", "did you mean `move`?"),
        ("surrender", "surrender", "`surrender` is no action", None),
        ("move vanguard", "move vanguard", "`move` lacks its `to place`", None),
        ("move vanguard luga", "luga", "`luga` has no place in `move`", None),
        ("move to luga", "move to luga", "`move` lacks its `unit`", None),
        ("move vanguard to", "", "the sentence breaks off after `to`", None),
        ("move vanguard to luga to pskov", "to", "`to` stands here twice", ""),
        ("move vanguard to luga by foot", "foot", "`foot` is no way to travel", None),
        ("move vanguard to luga via pskov,", "", "the sentence breaks off after `,`", None),
        ("move vanguard to luga via , pskov", ",", "a name is missing before `,`", None),
        ("move vanguard to by rail", "by", "a name is missing before `by`", None),
        ("move Vanguard to luga", "Vanguard", "`Vanguard` is not a name", None),
        (
            "halt vanguard to luga",
            "to",
            "`to` has no place in `halt`",
            "write `halt UNIT [as PERSON]`",
        ),
        ("halt", "halt", "`halt` lacks its `unit`", "write `halt UNIT [as PERSON]`"),
        ("", "", "there is no action here", None),
        (" ; ", " ; ", "there is no action here", None),
        ("halt a; halt", "halt", "`halt` lacks its `unit`", "write `halt UNIT [as PERSON]`"),
    ],
)
def test_a_faulty_sentence_is_refused_at_the_word_that_does_not_fit(
    text, at_fault, message, advice
):
    with pytest.raises(ActionError) as caught:
        parse_actions(text)
    assert message == caught.value.message
    assert at_fault == text[caught.value.start : caught.value.end]
    assert advice is None or advice == caught.value.help


def test_names_that_nothing_declares_are_found_where_they_stand():
    text = "move vangard to gatchina via lugga, pskov; go to krasnov"
    found = check_actions(parse_actions(text), NAMES)
    assert [(text[fault.start : fault.end], fault.code, fault.help) for fault in found] == [
        ("vangard", "unknown-name", "did you mean `vanguard`?"),
        ("lugga", "unknown-name", "did you mean `luga`?"),
        ("krasnov", "wrong-kind", ""),
    ]


@st.composite
def actions(draw):
    verb = draw(st.sampled_from(list(VERBS.values())))
    arguments = {}
    for slot in verb.slots:
        if slot.is_required or draw(st.booleans()):
            if slot.is_list:
                arguments[slot.name] = tuple(draw(st.lists(names, min_size=1, max_size=3)))
            else:
                words = st.sampled_from(MEANS) if slot.kind == "means" else names
                arguments[slot.name] = draw(words)
    return Action(verb.name, arguments, {})


@given(st.lists(actions(), min_size=1, max_size=3).map(tuple))
def test_the_canonical_text_of_actions_reads_back_as_the_same(sentences):
    assert sentences == parse_actions(format_actions(sentences))


words = st.sampled_from([*VERBS, *PREPOSITIONS, *MEANS, "luga", "vanguard", ",", ";", "É", ""])


@given(st.text() | st.lists(words, max_size=12).map(" ".join))
def test_any_text_is_an_action_or_refused_inside_the_text(text):
    refused = []
    try:
        parse_actions(text)
    except ActionError as error:
        refused.append(error)
    assert all(0 <= error.start <= error.end <= len(text) for error in refused)


def test_every_slot_of_a_verb_is_of_a_known_kind():
    kinds = {slot.kind for verb in VERBS.values() for slot in verb.slots}
    assert kinds - {"means"} <= set(KINDS)
