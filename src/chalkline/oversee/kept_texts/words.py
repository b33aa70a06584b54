"""The words of kept texts."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.reading_calls import Part


@dataclass(frozen=True)
class Opened:
    """A kept text as somebody reads it: what was asked, and what was answered, by channel."""

    asked: tuple[Part, ...]
    answered: tuple[Part, ...]
