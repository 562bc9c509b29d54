"""One hash for everything in a scenario that can change its runs or how they are reported.

It covers the normalised values: defaults and inherited values filled in, expressions in canonical
text, moments in microseconds, entries sorted by id. So comments, the order of declarations, YAML or
CSV, plain or annotated values, and groups and pools (which only save repetition) leave it as it is.
Outcomes keep their order, for the first that is true counts.

Left out is what says how far to believe a value and changes none: source, grade, known_by, note.
Left out too are the what-ifs and accounts: each is hashed as the scenario that it makes of the
base.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from echelon.scenario.calendar import Calendar
from echelon.scenario.expressions import Expression, format_expression
from echelon.scenario.schema.entry import EVIDENCE_FIELDS, Model
from echelon.scenario.schema.header import LANGUAGE
from echelon.scenario.schema.parts import Parts
from echelon.scenario.settings import Settings

UNHASHED_PARTS = frozenset({"groups", "pools", "what_ifs", "accounts"})
UNHASHED_FIELDS = frozenset({*EVIDENCE_FIELDS, "id", "group"})

_EXPRESSIONS = get_args(Expression)


def hash_scenario(settings: Settings, parts: Parts) -> str:
    """Return the SHA-256 of the normalised values, in hexadecimal.

    Parameters
    ----------
    settings : Settings
        The head of the scenario.
    parts : Parts
        Its entries, with overlays applied.
    """
    # Both styles of dates are printed in one, so that the scenario's choice of style is no value.
    calendar = Calendar(settings.calendar.start, settings.calendar.utc_offset_h, "new_style")
    content = {
        "echelon": LANGUAGE,
        "settings": {
            "title": settings.title,
            "question": settings.question,
            "about": settings.about,
            "start": calendar.format_canonical(0),
            "end_us": settings.end_us,
            "utc_offset_h": float(calendar.utc_offset_h),
            "t0_us": settings.t0_us,
            "event_limit": settings.event_limit,
        },
        "parts": {
            part: [[id_, normalised(entry, calendar)] for id_, entry in parts[part].items()]
            for part in parts
            if part not in UNHASHED_PARTS
        },
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def normalised(value: Any, calendar: Calendar) -> Any:
    """Reduce a value to texts, numbers, lists and mappings that say the same in one way only."""
    if isinstance(value, Model):
        return {
            name: normalised(getattr(value, name), calendar)
            for name in type(value).model_fields
            if name not in UNHASHED_FIELDS
        }
    if isinstance(value, _EXPRESSIONS):
        return format_expression(value, calendar)
    if isinstance(value, Mapping):
        return {str(key): normalised(inner, calendar) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [normalised(item, calendar) for item in value]
    if is_dataclass(value):
        return {
            each.name: normalised(getattr(value, each.name), calendar)
            for each in fields(value)
            if each.compare
        }
    return value
