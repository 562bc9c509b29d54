"""What everything in a report has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Settings shared by everything in a report."""

    model_config = ConfigDict(extra="forbid", frozen=True)
