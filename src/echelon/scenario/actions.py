"""What an order or an act may tell somebody to do, written as short sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from echelon.errors import nearest
from echelon.scenario.expressions import TextError, shorten
from echelon.scenario.references import Names, find_reference_fault
from echelon.scenario.tokens import ID_PATTERN, LONGEST_TEXT
from echelon.scenario.verbs import MEANS, PREPOSITIONS, VERBS, Slot, Verb

Span: TypeAlias = tuple[int, int]
_WORD = re.compile(r"[^\s,]+|,")


class ActionError(TextError):
    """A sentence that is not an action."""

    default_code = "bad-action"


@dataclass(frozen=True)
class Action:
    """One sentence, read.

    Parameters
    ----------
    verb : str
        A key of `VERBS`.
    arguments : mapping of str to str or tuple of str
        By name of slot; absent where an optional part was left out.
    spans : mapping of str to tuple of (int, int)
        Where in the text each argument stands, one pair of offsets for each word.
    start, end : int
        Where in the text the sentence stands.
    """

    verb: str
    arguments: Mapping[str, str | tuple[str, ...]]
    spans: Mapping[str, tuple[Span, ...]] = field(compare=False, repr=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


def parse_actions(text: str) -> tuple[Action, ...]:
    """Read one sentence, or several with semicolons between them.

    Parameters
    ----------
    text : str
        Such as `move first_don to gatchina via luga by rail; tell krasnov luga_passed`.

    Returns
    -------
    tuple of Action
        In the order written.

    Raises
    ------
    ActionError
        At the first word that does not fit, with the form that the verb expects.

    Examples
    --------
    >>> parse_actions("halt vanguard")[0].arguments
    {'unit': 'vanguard'}
    """
    if len(text) > LONGEST_TEXT:
        message = f"the text is longer than {LONGEST_TEXT} characters"
        raise ActionError(message, LONGEST_TEXT, len(text), code="too-large")
    actions = []
    start = 0
    for sentence in text.split(";"):
        words = [
            _Word(match.group(), start + match.start(), start + match.end())
            for match in _WORD.finditer(sentence)
        ]
        if words:
            actions.append(_read_sentence(words))
        start += len(sentence) + 1
    if not actions:
        raise ActionError("there is no action here", 0, len(text), _list_verbs())
    return tuple(actions)


def format_actions(actions: tuple[Action, ...]) -> str:
    """Return the canonical text of actions, which reads back as equal actions."""
    return "; ".join(_format_action(action) for action in actions)


def check_actions(actions: tuple[Action, ...], names: Names) -> list[TextError]:
    """Find the names in actions that the scenario does not declare, or not of that kind.

    Parameters
    ----------
    actions : tuple of Action
        As parsed.
    names : Names
        The ids the scenario declares, by part.

    Returns
    -------
    list of TextError
        Of the codes `unknown-name` and `wrong-kind`, in the order of the text.
    """
    faults = []
    for kind, name, (start, end) in find_references(actions):
        fault = find_reference_fault(kind, name, start, end, names, ActionError)
        if fault is not None:
            faults.append(fault)
    return sorted(faults, key=lambda fault: fault.start)


def find_references(actions: tuple[Action, ...]) -> list[tuple[str, str, Span]]:
    """Return the ids that actions name, each with its kind of slot and its place in the text."""
    return [
        (slot.kind, name, span)
        for action in actions
        for slot in VERBS[action.verb].slots
        if slot.kind != "means"
        for name, span in zip(_words_of(action, slot), action.spans.get(slot.name, ()), strict=True)
    ]


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int


def _read_sentence(words: list[_Word]) -> Action:
    first, last = words[0], words[-1]
    verb = VERBS.get(first.text)
    if verb is None:
        near = nearest(first.text, VERBS)
        advice = f"did you mean `{near}`?" if near else _list_verbs()
        raise ActionError(f"`{shorten(first.text)}` is no action", first.start, first.end, advice)
    arguments: dict[str, str | tuple[str, ...]] = {}
    spans: dict[str, tuple[Span, ...]] = {}
    position = 1
    while position < len(words):
        slot, position = _find_slot(verb, words, position, arguments)
        read = [_read_name(verb, slot, words, position)]
        position += 1
        while slot.is_list and position < len(words) and words[position].text == ",":
            read.append(_read_name(verb, slot, words, position + 1))
            position += 2
        names = tuple(word.text for word in read)
        arguments[slot.name] = names if slot.is_list else names[0]
        spans[slot.name] = tuple((word.start, word.end) for word in read)
    for slot in verb.slots:
        if slot.is_required and slot.name not in arguments:
            missing = f"{slot.preposition} {slot.name}".strip()
            message = f"`{verb.name}` lacks its `{missing}`"
            raise ActionError(message, first.start, last.end, f"write `{verb.form}`")
    return Action(verb.name, arguments, spans, first.start, last.end)


def _find_slot(
    verb: Verb, words: list[_Word], position: int, filled: Mapping[str, object]
) -> tuple[Slot, int]:
    """Return the slot that the next words fill, and where the name that fills it stands."""
    word = words[position]
    direct = [slot for slot in verb.slots if not slot.preposition and slot.name not in filled]
    if direct and word.text not in PREPOSITIONS:
        return direct[0], position
    for slot in verb.slots:
        if slot.preposition == word.text:
            if slot.name in filled:
                raise ActionError(f"`{shorten(word.text)}` stands here twice", word.start, word.end)
            return slot, position + 1
    known = [slot.preposition for slot in verb.slots if slot.preposition]
    near = nearest(word.text, known)
    advice = f"did you mean `{near}`?" if near else f"write `{verb.form}`"
    message = f"`{shorten(word.text)}` has no place in `{verb.name}`"
    raise ActionError(message, word.start, word.end, advice)


def _read_name(verb: Verb, slot: Slot, words: list[_Word], position: int) -> _Word:
    """Return the word at `position` if it can fill the slot, or raise `ActionError`."""
    wanted = f"write `{verb.form}`"
    if position >= len(words):
        end = words[-1].end
        raise ActionError(
            f"the sentence breaks off after `{shorten(words[-1].text)}`", end, end, wanted
        )
    word = words[position]
    if slot.kind == "means" and word.text not in MEANS:
        near = nearest(word.text, MEANS)
        advice = f"did you mean `{near}`?" if near else wanted
        raise ActionError(
            f"`{shorten(word.text)}` is no way to travel", word.start, word.end, advice
        )
    if ID_PATTERN.fullmatch(word.text) is None or word.text in PREPOSITIONS:
        message = f"a name is missing before `{shorten(word.text)}`"
        if word.text not in PREPOSITIONS and word.text != ",":
            message = f"`{shorten(word.text)}` is not a name"
        raise ActionError(message, word.start, word.end, wanted)
    return word


def _format_action(action: Action) -> str:
    texts = [action.verb]
    for slot in VERBS[action.verb].slots:
        words = _words_of(action, slot)
        if words:
            texts += [slot.preposition] if slot.preposition else []
            texts.append(", ".join(words))
    return " ".join(texts)


def _words_of(action: Action, slot: Slot) -> tuple[str, ...]:
    value = action.arguments.get(slot.name, ())
    return (value,) if isinstance(value, str) else value


def _list_verbs() -> str:
    return f"the actions are {', '.join(VERBS)}"
