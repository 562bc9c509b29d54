"""How answers show themselves: as their page, wherever Python shows a value."""

from __future__ import annotations


class Paged:
    """An answer that is shown as its page: printed, at a prompt and in a notebook alike."""

    def __repr__(self) -> str:
        return str(self)
