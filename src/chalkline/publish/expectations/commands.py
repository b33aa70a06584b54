"""Writes of expectations: a level, a piece of work, its end, a new link. The gateway follows within seconds."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, person_by_id
from chalkline.publish.expectations.events import ClassLevelSet, ClassLinkRenewed, ClassWorkEnded, ClassWorkSet
from chalkline.publish.expectations.models import Expectation, Work
from chalkline.publish.expectations.queries import my_class, my_expectation, my_work
from chalkline.publish.expectations.rules import tidy, tidy_work
from chalkline.publish.expectations.words import LINK_LENGTH, Asked, WorkAsked

READABLE = "23456789abcdefghjkmnpqrstuvwxyz"  # no two that look alike
CODE_LENGTH = 6


@command(records=(ClassLevelSet,))
def set_class_level(actor: Actor, class_id: str, asked: Asked, *, now: datetime) -> Expectation:
    """Say how far one of one's own classes works with AI.

    Raises Problem: not_found for a class of others, expectations.beyond_use, expectations.unclear.
    """
    actor.must("expectations.set", owner_id=actor.id, hidden=True)
    taught = my_class(actor, class_id)
    said = tidy(asked, taught.highest)
    person = person_by_id(actor.id)
    assert person is not None and person.school_id is not None  # my_class has seen to it
    current = Expectation.objects.select_for_update().filter(class_id=class_id).first()
    before = current.level if current else 0
    values = {"label": said.label, "level": said.level, "note": said.note, "set_by_id": person.pk, "set_at": now}
    held, _ = Expectation.objects.update_or_create(
        class_id=class_id,
        defaults=values,
        create_defaults={**values, "school_id": person.school_id, "link": _readable(LINK_LENGTH)},
    )
    told = ClassLevelSet(_ref(held), SubjectRef("school", str(held.school_id)), held.level, before)
    record(told, actor_id=actor.id, now=now)
    return held


@command(records=(ClassWorkSet,))
def set_work(actor: Actor, held: Expectation, asked: WorkAsked, *, work: Work | None = None, now: datetime) -> Work:
    """Give a piece of work of one's own class a level of its own, or change it (``work``). Raises Problem, as above."""
    actor.must("expectations.set", owner_id=actor.id, hidden=True)
    of = my_expectation(actor, str(held.pk))
    said = tidy_work(asked, my_class(actor, of.class_id).highest, localdate(now))
    current = my_work(actor, str(work.pk)) if work else Work(of=of, code=_readable(CODE_LENGTH))
    current.title, current.level, current.note = said.title, said.level, said.note
    current.opens_on, current.due_on, current.holds_class = said.opens_on, said.due_on, said.holds_class
    current.set_by_id, current.set_at = UUID(actor.id), now
    current.save()
    told = ClassWorkSet(
        SubjectRef("class_work", str(current.pk)),
        _ref(of),
        current.level,
        current.opens_on,
        current.due_on,
        current.holds_class,
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(ClassWorkEnded,), may_change_nothing=True)
def end_work(actor: Actor, work: Work, *, now: datetime) -> Work:
    """The work is at the level of its class again. Twice changes nothing."""
    actor.must("expectations.set", owner_id=actor.id, hidden=True)
    current = my_work(actor, str(work.pk))
    if current.ended_at:
        return current
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    record(ClassWorkEnded(SubjectRef("class_work", str(current.pk)), _ref(current.of)), actor_id=actor.id, now=now)
    return current


@command(records=(ClassLinkRenewed,))
def renew_link(actor: Actor, held: Expectation, *, now: datetime) -> Expectation:
    """A new link for the page of one's own class; the old one leads nowhere."""
    actor.must("expectations.set", owner_id=actor.id, hidden=True)
    current = my_expectation(actor, str(held.pk))
    current.link = _readable(LINK_LENGTH)
    current.save(update_fields=["link"])
    record(ClassLinkRenewed(_ref(current)), actor_id=actor.id, now=now)
    return current


def _ref(held: Expectation) -> SubjectRef:
    return SubjectRef("class_expectation", str(held.pk))


def _readable(length: int) -> str:
    return "".join(secrets.choice(READABLE) for _ in range(length))
