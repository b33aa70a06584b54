"""Writes of filter lists: choose, prepare, put in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.publish.filter_lists import rules
from chalkline.publish.filter_lists.events import CoursesChosen, ListsActivated, ListsPrepared
from chalkline.publish.filter_lists.models import Chosen, Edition
from chalkline.publish.filter_lists.queries import (
    Look,
    draft,
    edition_in_force,
    lists_of,
    look_at,
    looked,
    same_but_for_the_day,
)
from chalkline.publish.filter_lists.spelling import digest_of_lists, spell_choices, spell_lists
from chalkline.publish.filter_lists.words import Course, Matter
from chalkline.rulebook.api import Group
from chalkline.tools.register.api import tool_ref

MOST_REFERRED = 60  # tools of an edition whose histories tell of it


@command(records=(CoursesChosen,))
def choose_courses(
    actor: Actor, wanted: Mapping[tuple[Group, Matter], Course], *, reason: str, now: datetime
) -> Chosen:
    """Say what the next edition does with what nobody decided. What is not named is as by default.

    Raises Problem: filter_lists.choice_unclear, filter_lists.reason_missing.
    """
    actor.must("filter_lists.choose")
    choices, why = rules.check_choices(wanted), rules.check_reason(reason)
    spelled = spell_choices(choices)
    made = Chosen.objects.create(choices=spelled, reason=why, chosen_by=actor.id, chosen_at=now)
    said = tuple(f"{key}={course}" for key, course in sorted(spelled.items()))
    record(CoursesChosen(SubjectRef("list_choice", str(made.pk)), said, why), actor_id=actor.id, now=now)
    return made


@command(records=(ListsPrepared,))
def prepare_lists(actor: Actor, *, reason: str, now: datetime) -> Edition:
    """Compile the lists of today. They have no effect until somebody puts them in force.

    Raises Problem: filter_lists.no_policy, .policy_over, .nothing_new, .reason_missing.
    """
    actor.must("filter_lists.prepare")
    why = rules.check_reason(reason)
    current = edition_in_force()
    old = lists_of(current) if current else None
    new = draft(now)
    if current and old and same_but_for_the_day(new, old):
        raise rules.nothing_new(current.number)
    look = looked(old, new)
    body = spell_lists(new)
    edition = Edition.objects.create(
        number=(current.number if current else 0) + 1,
        digest=digest_of_lists(body),
        previous_digest=current.digest if current else "",
        body=body,
        revision=new.revision,
        widens=look.widens,
        changes=len({each.slug for each in look.changes}),
        reason=why,
        prepared_by=actor.id,
        prepared_at=now,
    )
    event = ListsPrepared(
        _ref(edition), edition.number, edition.revision, edition.changes, edition.widens, _tools(look), why
    )
    record(event, actor_id=actor.id, now=now)
    return edition


@command(records=(ListsActivated,))
def activate_lists(actor: Actor, edition: Edition, *, now: datetime) -> Edition:
    """Put an edition in force. By another person than who prepared it where it lets more through.

    Raises Problem: filter_lists.same_person, .overtaken, .waited_too_long, .records_changed.
    """
    actor.must("filter_lists.activate")
    candidate = Edition.objects.select_for_update().get(pk=edition.pk)
    current = edition_in_force()
    rules.refuse_same_person(candidate.widens, candidate.prepared_by, actor.id)
    rules.refuse_overtaken(
        candidate.number, candidate.previous_digest, current.number if current else 0, current.digest if current else ""
    )
    rules.refuse_old(candidate.prepared_at, now)
    if not same_but_for_the_day(draft(now), lists_of(candidate)):
        raise rules.records_changed()
    candidate.activated_by, candidate.activated_at = actor.id, now
    try:
        with transaction.atomic():
            candidate.save(update_fields=["activated_by", "activated_at"])
    except IntegrityError:
        rules.refuse_overtaken(candidate.number, candidate.previous_digest, candidate.number, "")
    event = ListsActivated(
        _ref(candidate),
        candidate.number,
        candidate.previous_digest,
        SubjectRef("person", candidate.prepared_by),
        _tools(look_at(actor, candidate)),
    )
    record(event, actor_id=actor.id, now=now)
    return candidate


@command(records=(ListsPrepared, ListsActivated))
def publish_lists(actor: Actor, *, reason: str, now: datetime) -> Edition:
    """Prepare the lists of today, and put them in force at once where they only restrict.

    Where they let more through they wait for a second person. Raises as the two commands do.
    """
    actor.must("filter_lists.prepare")
    edition = prepare_lists(actor, reason=reason, now=now)
    if edition.widens or not actor.may("filter_lists.activate"):
        return edition
    return activate_lists(actor, edition, now=now)


def _ref(edition: Edition) -> SubjectRef:
    return SubjectRef("filter_lists", str(edition.pk), edition.digest)


def _tools(look: Look) -> tuple[SubjectRef, ...]:
    """The tools that somebody decided about and that change: their histories tell of it."""
    decided = {slug for fold in look.lists.folds for slug in fold.decided}
    slugs = sorted({each.slug for each in look.changes} & decided)[:MOST_REFERRED]
    return tuple(tool_ref(slug) for slug in slugs)
