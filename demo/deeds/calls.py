"""Calls through the gateway: keys that people hold, and what they ask with them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from telling.deed import Moment, Named, Someone, deed
from telling.gateway import Call, make_calls


@dataclass(frozen=True)
class KeyHeld:
    """A key as its holder has it: the secret is shown once, and kept here for as long as the story is told."""

    holder: str
    secret: str


@deed("issues a key")
def issues_a_key(
    moment: Moment,
    *,
    purpose: str,
    called: str,
    to: Someone | None = None,
    grade: str = "none",
    school: str = "",
    role: str = "teacher",
) -> KeyHeld:
    """For an approved use: to a person, or to an app that says at each call which grade it is for."""
    from chalkline.approve.uses.api import uses_in_force
    from chalkline.people.api import schools
    from chalkline.publish.standing_pack.api import Holder, HolderKind, issue_key

    day = moment.year.day_of(moment.now)
    use = uses_in_force(moment.actor, day).filter(purpose=purpose).latest("starts_on")
    place = str(schools().get(name=school).pk) if school else ""
    holder = (
        Holder(HolderKind.PERSON, called, role, frozenset({grade}), place, str(to.pk))
        if to
        else Holder(HolderKind.APP, called, role)
    )
    _key, secret = issue_key(moment.actor, str(use.pk), holder, now=moment.now)
    return KeyHeld(str(to or ""), secret)


@deed("asks through the gateway")
def asks_through_the_gateway(
    moment: Moment,
    *,
    key: Named,
    asks: list[str],
    times: int = 0,
    model: str = "stub-small",
    grade: str = "",
    for_what: str = "",
    refused_as: str = "",
    under: Named | None = None,
) -> Any:
    """So many calls, by turns with these texts. ``refused_as``: the reason that is expected; else all are answered.

    ``under``: the open record of the person who decides the matter.
    """
    if key.holder and key.holder != moment.actor.name:
        raise ValueError(f"this key is {key.holder}'s own")
    record = str(under.pk) if under else ""
    said = (("x-chalkline-grade", grade), ("x-chalkline-purpose", for_what), ("x-chalkline-record", record))
    headers = tuple((name, value) for name, value in said if value)
    texts = islice(cycle(asks), times or len(asks))
    done = make_calls([Call(key.secret, text, model, headers) for text in texts], now=moment.now)
    if unlike := {each.code or "answered" for each in done if each.code != refused_as}:
        raise ValueError(f"calls ended otherwise: {', '.join(sorted(unlike))}")
    return done
