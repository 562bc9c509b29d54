"""Bytes of a file into text: UTF-8 without control characters, or a fault."""

from __future__ import annotations

import codecs
import re

from echelon.errors import Fault, Spot
from echelon.scenario.source_text import SourceText

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What YAML 1.2.2 does not let a file hold (section 5.1); it serves no other text either."""

SAVE_AS_UTF8 = "save the file as text in the encoding UTF-8"


def decode(name: str, data: bytes) -> tuple[SourceText, tuple[Fault, ...]]:
    """Turn the bytes of a file into text that can be read and shown.

    Parameters
    ----------
    name : str
        The path as the user gave it.
    data : bytes
        The whole file, with or without a byte-order mark.

    Returns
    -------
    SourceText
        The text; what is not UTF-8 is replaced, so that the line can still be shown.
    tuple of Fault
        Empty, or the one reason (``not-text``) why it cannot be read.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        spot = Spot.whole(name)
        fault = Fault("not-text", "the file is UTF-16, not UTF-8", spot, help=SAVE_AS_UTF8)
        return SourceText(name, ""), (fault,)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        source = SourceText(name, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        source = SourceText(name, data.decode("utf-8", errors="replace"))
        valid = len(data[: error.start].decode("utf-8"))
        message = f"byte {data[error.start]:#04x} is not UTF-8 text"
        return source, (_fault(source, valid, message, "not UTF-8"),)
    control = _CONTROL.search(source.text)
    if control is None:
        return source, ()
    message = f"the file holds the control character U+{ord(control.group()):04X}"
    return source, (_fault(source, control.start(), message, "not a character of text"),)


def _fault(source: SourceText, offset: int, message: str, label: str) -> Fault:
    spot = source.spot(source.span(offset, offset + 1))
    return Fault("not-text", message, spot, label, help=SAVE_AS_UTF8)
