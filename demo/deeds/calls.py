"""Calls through the gateway: keys that people hold, and what they ask with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import count, cycle, islice
from typing import Any

from deeds.front_ends import people_at, signed_by
from telling.deed import File, Moment, Named, Someone, deed
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
    of_a_class: bool = False,
    people_sign_in: bool = False,
) -> KeyHeld:
    """For an approved use: to a person, to a class and who answers for it, or to an app.

    An app says at each call which grade it is for; with ``people_sign_in`` also who is behind it, with proof.
    """
    from chalkline.approve.uses.api import uses_in_force
    from chalkline.people.api import schools
    from chalkline.publish.standing_pack.api import Holder, HolderKind, issue_key

    day = moment.year.day_of(moment.now)
    use = uses_in_force(moment.actor, day).filter(purpose=purpose).latest("starts_on")
    place = str(schools().get(name=school).pk) if school else ""
    kind = HolderKind.CLASS if of_a_class else HolderKind.PERSON
    holder = (
        Holder(kind, called, role, frozenset({grade}), place, str(to.pk))
        if to
        else Holder(HolderKind.APP, called, role, people_sign_in=people_sign_in)
    )
    _key, secret = issue_key(moment.actor, str(use.pk), holder, now=moment.now)
    return KeyHeld(str(to) if to and not of_a_class else "", secret)


@deed("asks through the gateway")
def asks_through_the_gateway(
    moment: Moment,
    *,
    key: Named,
    asks: list[str],
    times: int = 0,
    model: str = "sample-small",
    pastes: File | None = None,
    grade: str = "",
    for_what: str = "",
    refused_as: str = "",
    under: Named | None = None,
    through: Named | None = None,
    teachers_of: list[str] | None = None,
) -> Any:
    """So many calls, by turns with these texts. ``refused_as``: the reason that is expected; else all are answered.

    ``pastes``: a text that stands below each of them. ``under``: the open record of the person who decides the matter.
    ``through``: a registered front end, which signs who is behind each call: by turns teachers of these schools.
    """
    if key.holder and key.holder != moment.actor.name:
        raise ValueError(f"this key is {key.holder}'s own")
    record = str(under.pk) if under else ""
    said = (("x-chalkline-grade", grade), ("x-chalkline-purpose", for_what), ("x-chalkline-record", record))
    headers = tuple((name, value) for name, value in said if value)
    pasted = f"\n\n{pastes.read_text(encoding='utf-8')}" if pastes else ""
    texts = islice(cycle(asks), times or len(asks))
    behind = cycle(people_at(teachers_of or []) if through else [""])
    calls = [
        Call(
            key.secret,
            text + pasted,
            model,
            headers,
            partial(signed_by, through, person, number) if through else None,
        )
        for text, person, number in zip(texts, behind, count(), strict=False)
    ]
    done = make_calls(calls, now=moment.now)
    if unlike := {each.code or "answered" for each in done if each.code != refused_as}:
        raise ValueError(f"calls ended otherwise: {', '.join(sorted(unlike))}")
    return done
