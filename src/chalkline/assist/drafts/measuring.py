"""What changed between a draft and its reply, as numbers without the text. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

MOST_WORDS = 1200
LAID_ASIDE = timedelta(hours=2)


def words_changed(drafted: str, accepted: str) -> int:
    """The least number of words put in, taken out or replaced to make one from the other (Levenshtein, by word)."""
    one, other = drafted.split()[:MOST_WORDS], accepted.split()[:MOST_WORDS]
    row = list(range(len(other) + 1))
    for place, word in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, against in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (word != against))
    return row[-1]


def share_changed(drafted: str, accepted: str) -> int:
    """Words changed in a thousand of the longer text: 0 as drafted, 1000 all new."""
    longest = min(max(len(drafted.split()), len(accepted.split())), MOST_WORDS)
    return round(1000 * words_changed(drafted, accepted) / longest) if longest else 0


def seconds_spent(began: datetime, ended: datetime) -> int | None:
    """From the draft to its acceptance; None where it was laid aside in between and says nothing about the work."""
    spent = ended - began
    return int(spent.total_seconds()) if timedelta(0) <= spent <= LAID_ASIDE else None
