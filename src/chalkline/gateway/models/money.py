"""What tokens cost, and how many there must have been where nobody counted well. Pure.

A provider's count is believed while it is possible: no text has more tokens than bytes, and no answer of some length
has none. Beyond that our own estimate counts, and is marked as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chalkline.gateway.models.words import MILLION, Price

BYTES_A_TOKEN = 4  # of English prose; JSON around it makes this an estimate on the high side
MOST_UNSEEN = 200_000  # tokens of pictures, recordings and thought that no byte of ours shows


def price_on(prices: Sequence[Price], day: date) -> Price | None:
    """The price in force on a day: the newest that has begun."""
    begun = [each for each in prices if each.since_on <= day]
    return max(begun, key=lambda each: each.since_on, default=None)


def cost(prices: Sequence[Price], day: date, tokens_in: int, tokens_out: int) -> int:
    """Micro-dollars, rounded up: a call that cost something never counts as nothing."""
    price = price_on(prices, day) if prices else None
    if price is None:
        return 0
    return -(-(tokens_in * price.tokens_in + tokens_out * price.tokens_out) // MILLION)


def believed(tokens_in: int, tokens_out: int, bytes_in: int, bytes_out: int) -> tuple[int, int, bool]:
    """Tokens in and out, and whether they are our estimate."""
    estimated_in, in_wrong = _believed(tokens_in, bytes_in)
    estimated_out, out_wrong = _believed(tokens_out, bytes_out)
    return estimated_in, estimated_out, in_wrong or out_wrong


def _believed(told: int, size: int) -> tuple[int, bool]:
    possible = 0 < told <= size + MOST_UNSEEN if size else told == 0
    return (told, False) if possible else (estimate(size), True)


def estimate(size: int) -> int:
    """Tokens of so many bytes."""
    return -(-size // BYTES_A_TOKEN)
