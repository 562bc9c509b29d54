"""How a fault looks on the terminal: the place, the line itself, and help."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from echelon.errors.faults import Fault, Spot, in_order

WIDEST_LINE = 72
"""Screen columns of a source line that are shown; 80 less the gutter."""

MANY = 10
"""Of so many warnings or more, it is said of which sorts they are."""

LONGEST_TEXT = 400
"""Characters of a message, label, note or help; a value may be five megabytes long."""


def render(fault: Fault) -> str:
    r"""Show one fault with the line it is on.

    Parameters
    ----------
    fault : Fault
        A fault or a warning.

    Returns
    -------
    str
        Several lines without a closing newline, safe to print: control characters
        of the file are shown as a raised dot and long lines are cut around the spot.

    Examples
    --------
    >>> spot = Spot("links.yaml", 15, 5, 14, "    lenght_km: 38.5")
    >>> print(render(Fault("unknown-key", "unknown key `lenght_km`", spot, "not a key of a link")))
    links.yaml:15:5: error[unknown-key]: unknown key `lenght_km`
       |
    15 |     lenght_km: 38.5
       |     ^^^^^^^^^ not a key of a link
    """
    severity = "warning" if fault.warning else "error"
    headline = f"{severity}[{fault.code}]: {_printable(fault.message)}"
    spot = fault.spot
    lines = [f"{_place(spot)}: {headline}" if spot else headline]
    gutter = " " * len(str(spot.line)) if spot and spot.line else " "
    if spot and spot.line and spot.text:
        lines += _snippet(spot, _printable(fault.label), gutter)
    elif fault.label:
        lines.append(f"{gutter} = note: {_printable(fault.label)}")
    lines += [f"{gutter} = note: {_printable(note)}" for note in fault.notes]
    if fault.help:
        lines.append(f"{gutter} = help: {_printable(fault.help)}")
    return "\n".join(lines)


def render_all(faults: Iterable[Fault], what: str) -> str:
    """Show all faults in the order of the files, and count them.

    Parameters
    ----------
    faults : iterable of Fault
        In any order.
    what : str
        The name of the scenario.

    Returns
    -------
    str
        The faults, an empty line between them, and the closing count.
    """
    ordered = in_order(faults)
    return "\n\n".join([*(render(fault) for fault in ordered), _count(ordered, what)])


def render_errors(faults: Iterable[Fault], what: str) -> str:
    """Show what forbids running a scenario; of warnings, only how many there are.

    Parameters
    ----------
    faults : iterable of Fault
        In any order; if none is an error, all are shown.
    what : str
        The name of the scenario.
    """
    ordered = in_order(faults)
    errors = [fault for fault in ordered if not fault.warning]
    if not errors:
        return render_all(ordered, what)
    hint = "" if len(errors) == len(ordered) else "; `echelon check` shows the warnings"
    return "\n\n".join([*map(render, errors), f"{_count(ordered, what)}{hint}"])


def _count(faults: tuple[Fault, ...], what: str) -> str:
    warnings = sum(fault.warning for fault in faults)
    errors = len(faults) - warnings
    if not faults:
        return f"no faults in {what}"
    if not errors:
        return f"{_number(warnings, 'warning')} in {what}{_by_code(faults)}"
    found = _number(errors, "error")
    if warnings:
        found += f" and {_number(warnings, 'warning')}"
    return f"{found} in {what}; nothing was run"


def _by_code(faults: tuple[Fault, ...]) -> str:
    """Say of which sorts many warnings are, the rarest first, which is soon overlooked."""
    counts = Counter(fault.code for fault in faults)
    if len(faults) < MANY or len(counts) == 1:
        return ""
    rarest = sorted(counts.items(), key=lambda each: (each[1], each[0]))
    return f" ({', '.join(f'{count} {code}' for code, count in rarest)})"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _place(spot: Spot) -> str:
    file = _printable(spot.file)
    return f"{file}:{spot.line}:{spot.column}" if spot.line else file


def _snippet(spot: Spot, label: str, gutter: str) -> list[str]:
    start = min(max(spot.column - 1, 0), len(spot.text))
    end = max(min(spot.end_column - 1, len(spot.text)), start + 1)
    cut, start, end = _window(spot.text, start, end)
    line = "".join(_visible(letter) for letter in cut)
    before = " " * sum(_width(letter) for letter in line[:start])
    carets = "^" * max(sum(_width(letter) for letter in line[start:end]), 1)
    return [
        f"{gutter} |",
        f"{spot.line} | {line.rstrip()}",
        f"{gutter} | {before}{carets} {label}".rstrip(),
    ]


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    if len(line) <= WIDEST_LINE:
        return line, start, end
    first = max(min(start - 20, len(line) - WIDEST_LINE), 0)
    last = min(first + WIDEST_LINE, len(line))
    cut = line[first:last]
    if last < len(line):
        cut = cut[:-1] + "\u2026"
    if first > 0:
        cut = "\u2026" + cut[1:]
    return cut, start - first, min(end, last) - first


def _printable(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "\u2026"
    return "".join(_visible(letter) for letter in text)


def _visible(letter: str) -> str:
    """Replace what would move the cursor, colour the screen or not encode."""
    if letter == "\t":
        return " "
    return "\u00b7" if unicodedata.category(letter) in _UNSEEN else letter


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
