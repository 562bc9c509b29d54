"""Words, numbers, moments and signs: what every small text of a scenario is made of."""

from __future__ import annotations

import re
from typing import NamedTuple

from echelon.scenario.calendar import MOMENT_PATTERN
from echelon.scenario.expressions import TextError

LONGEST_TEXT = 10_000
"""Characters beyond which a text is refused unread."""

ID_PATTERN = re.compile(r"[a-z][a-z0-9_]*")

# Each branch begins with a character of its own, or is tried in order of length, and none repeats
# a repetition: the time taken is proportional to the text.
_TOKEN = re.compile(
    rf"(?P<space>\s+)|(?P<moment>{MOMENT_PATTERN})"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<sign>\.\.|[<>=!]=|[-+*/()<>=;,])"
)

_LOOKALIKES = {
    "−": "-",
    "–": "-",
    "—": "-",
    "…": "..",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "×": "*",
    "·": "*",
    "÷": "/",
    "&": "and",
    "|": "or",
    "!": "not",
    "[": "(",
    "]": ")",
    "{": "(",
    "}": ")",
}
_DASHES = "−–—"


class Token(NamedTuple):
    """A piece of a text: `kind` is moment, number, word, sign, or end; `end` is exclusive."""

    kind: str
    text: str
    start: int
    end: int


def tokenise(text: str, error: type[TextError]) -> list[Token]:
    """Cut a text into tokens; the last is always of the kind `end`.

    Parameters
    ----------
    text : str
        At most `LONGEST_TEXT` characters.
    error : type of TextError
        What to raise.

    Raises
    ------
    TextError
        As `error`, if the text is too long or holds a character that belongs to no token.
    """
    if len(text) > LONGEST_TEXT:
        message = f"the text is longer than {LONGEST_TEXT} characters"
        raise error(message, LONGEST_TEXT, len(text), code="too-large")
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _find_stray(text, position, tokens, error)
        kind = match.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, match.group(), position, match.end()))
        position = match.end()
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _find_stray(text: str, position: int, before: list[Token], error: type[TextError]) -> TextError:
    """Explain a character that begins no token."""
    character = text[position]
    follows_number = bool(before) and before[-1].kind in ("number", "moment")
    advice = ""
    if character in _DASHES and follows_number:
        advice = "write a range as `600..1000`, and minus as `-`"
    elif character in _LOOKALIKES:
        advice = f"write `{_LOOKALIKES[character]}`"
    elif character == "%":
        advice = "write a share of one: `0.6`, not `60%`"
    elif character == ":":
        advice = "write a moment in full: `1917-11-07 21:30`"
    elif character == ".":
        advice = "write a range with two dots, and a decimal with a digit on each side: `0.5`"
    elif character in "\"'`":
        advice = "leave the quotation marks out"
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return error(f"`{shown}` has no meaning here", position, position + 1, advice)
