"""Whether the machinery matters: the answer with each mechanism neutralised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from echelon.analysis.compare import Comparison
from echelon.analysis.doubt_text import doubt_lines, doubt_notes, signed_text
from echelon.analysis.layers_text import doubt_json, doubt_text
from echelon.analysis.paged import Paged
from echelon.analysis.pairs import OutcomePairs
from echelon.analysis.ten_lines import Arriving, ten_lines_text
from echelon.analysis.wording import probability_text, wrapped


@dataclass(frozen=True, repr=False)
class Ablation(Paged):
    """The answers of a scenario beside those without each mechanism, and a ten-line model.

    Printing it shows the page of `echelon ablate`.

    Parameters
    ----------
    title : str
        Of the scenario.
    comparisons : tuple of Comparison
        One for each mechanism that the scenario uses, on common luck; `what_if` is its name and
        `label` says what is so without it.
    changes : tuple of int
        How many values of the scenario neutralise each.
    arriving : tuple of Arriving
        The ten-line model beside the whole one.
    """

    title: str
    comparisons: tuple[Comparison, ...]
    changes: tuple[int, ...]
    arriving: tuple[Arriving, ...]

    def __str__(self) -> str:
        lines = wrapped(self.title)
        if self.comparisons:
            first = self.comparisons[0]
            lines += ["", *wrapped(f"{first.pairs} runs of each, on common luck.")]
            for rank, asked in enumerate(first.base.questions.outcomes):
                lines += ["", *wrapped(asked.label)]
                base = first.outcomes[rank].base / first.pairs
                own = " to ".join(map(probability_text, first.outcomes[rank].base_interval))
                lines.append(
                    f"  {probability_text(base):>7}  {f'({own})':<24}as the scenario has it"
                )
                for each in self.comparisons:
                    lines += _row(each.label, each.outcomes[rank])
            pairs = [pair for each in self.comparisons for pair in each.outcomes]
            notes = doubt_notes(
                doubt for pair in pairs for doubt in (pair.doubt, pair.changed_doubt)
            )
            told = f"Each interval holds 95 times in 100 by itself. {notes}".rstrip()
            lines += ["", *wrapped(told)]
            for section in doubt_text(first.base.questions):
                lines += ["", *section] if section else []
        else:
            lines += ["", "Nothing of this kind is used by the scenario."]
        if self.arriving:
            lines += ["", *ten_lines_text(self.arriving)]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "runs": self.comparisons[0].pairs if self.comparisons else 0,
            "mechanisms": [
                {
                    "id": each.what_if,
                    "label": each.label,
                    "changes": count,
                    "discordant": each.discordant,
                    "outcomes": [outcome.as_json() for outcome in each.outcomes],
                    "times": [time.as_json() for time in each.times],
                    "quantities": [quantity.as_json() for quantity in each.quantities],
                }
                for each, count in zip(self.comparisons, self.changes, strict=True)
            ],
            **(doubt_json(self.comparisons[0].base.questions) if self.comparisons else {}),
            "ten_lines": [each.as_json() for each in self.arriving],
        }


def _row(label: str, pair: OutcomePairs) -> list[str]:
    """Put one outcome without one mechanism: share, difference, what it is, and the doubt."""
    share = probability_text(pair.changed / pair.pairs)
    low, high = pair.interval
    start = f"  {share:>7}  {f'{pair.difference:+.2f} ({low:+.2f} to {high:+.2f})':<24}"
    own = " to ".join(map(probability_text, pair.changed_interval))
    indent = " " * 11
    return [
        *wrapped(label, indent=start, hanging=" " * len(start)),
        *(
            doubt_lines(f"by itself {own}", pair.changed_doubt, indent=indent)
            or wrapped(f"by itself {own}", indent=indent)
        ),
        *doubt_lines("difference", pair.doubt, signed_text, indent=indent),
    ]
