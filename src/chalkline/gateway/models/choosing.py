"""Which deployment is asked next: by rank, within a rank by weight, those that keep failing left out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import groupby

from chalkline.gateway.models.words import Deployment


def in_order(deployments: Sequence[Deployment], chance: random.Random) -> Iterator[Deployment]:
    """Each deployment once, in the order in which they are tried. ``deployments`` are sorted by rank."""
    for _, of_rank in groupby(deployments, key=lambda each: each.rank):
        left = list(of_rank)
        while left:
            chosen = chance.choices(left, [each.weight for each in left])[0] if len(left) > 1 else left[0]
            left.remove(chosen)
            yield chosen
