"""Somebody on call for the district: without, a gateway answers no student."""

from __future__ import annotations

from datetime import datetime, time

from cast import NOW, Cast
from chalkline.oversee.on_call.api import Rota, RotaWords, Shift, set_rota
from chalkline.people.api import School


def name_on_call(cast: Cast, *, school: School | None = None, now: datetime = NOW, minutes: int = 10) -> Rota:
    """Tess then Theo on school days, 7 to 4; Paula always."""
    weekdays = frozenset(range(5))
    shifts = tuple(Shift(str(member.person.pk), weekdays, time(7), time(16)) for member in (cast.tess, cast.theo))
    words = RotaWords(shifts, str(cast.paula.person.pk), minutes, "Ms. Moreno, your counselor", "la Sra. Moreno")
    return set_rota(cast.sue.actor, words, school=school, now=now)
