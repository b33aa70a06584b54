"""The number a decision is cited by: the next of its year, given to one at a time."""

from __future__ import annotations

from chalkline.govern.committees.models import Committee
from chalkline.govern.decisions.models import Decision


def next_number(year: int) -> int:
    """The number of the decision that is being written; whoever writes another one waits until this one is."""
    list(Committee.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    last = Decision.objects.filter(year=year).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
