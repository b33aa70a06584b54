"""What a load noted beside its counts, said in sentences: mostly what could not be matched. No text of the file."""

from __future__ import annotations

from chalkline.discover.sources.models import Source
from chalkline.kernel.sentences import Sentence


def notes_of(source: Source) -> tuple[Sentence, ...]:
    """What somebody who reads the counts of this source should know."""
    return tuple(sentence for note in source.notes if (sentence := _said(str(note))))


def _said(note: str) -> Sentence | None:
    kind, _, rest = note.partition(":")
    if kind == "deed":
        return Sentence("“{word}” stands where a visit is allowed or blocked, and is not understood.", word=rest)
    if kind == "unnamed":
        return Sentence("Answers that name nothing the catalogue knows: {n}.", n=rest)
    if kind == "software":
        lines, cents = rest.split(":")
        return Sentence(
            "Lines that speak of software and name no service the catalogue knows: {n}, {money} in all.",
            n=lines, money=dollars(int(cents)),
        )  # fmt: skip
    if kind == "maker":
        vendor, lines, cents = rest.rsplit(":", 2)
        return Sentence(
            "Lines for {vendor}, a maker of AI services, that do not say for which product: {n}, {money} in all.",
            n=lines, vendor=vendor, money=dollars(int(cents)),
        )  # fmt: skip
    return None


def dollars(cents: int) -> str:
    """Money as it stands in books: $1,250.00, -$25.50."""
    return f"{'-' if cents < 0 else ''}${abs(cents) / 100:,.2f}"
