"""Chartering a committee, changing its charter, saying who keeps its minutes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from chalkline.govern.committees import refusals
from chalkline.govern.committees.events import (
    CharterAmended,
    CharterKept,
    CharterLapsed,
    CommitteeChartered,
    SecretaryNamed,
)
from chalkline.govern.committees.models import CharterVersion, Committee, Meeting, WrittenVote
from chalkline.govern.committees.words import USUAL_RULES, Charter, MeetingState, Openness, QuorumKind
from chalkline.kernel.canonical import as_plain, digest_of
from chalkline.kernel.problem import Words
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import SIGNED_IN, Actor, actor_of_person, command
from chalkline.people.models import Person

TEXT_LIMIT = 4000
REASON_LIMIT = 2000
MOST_PROMISED = 15


@command(records=(CommitteeChartered,))
def charter_committee(actor: Actor, charter: Charter, *, now: datetime) -> Committee:
    """Create a committee by its charter."""
    actor.must("committees.charter")
    wrong = _wrong_with(charter, today=localdate(now))
    if wrong:
        raise refusals.charter_incomplete(wrong)
    columns = _columns(charter)
    try:
        with transaction.atomic():
            committee = Committee.objects.create(**columns, chartered_at=now)
    except IntegrityError:
        raise refusals.name_taken(charter.name) from None
    _keep_version(committee, columns, "", actor, now=now)
    ref = SubjectRef("committee", str(committee.pk))
    told = CommitteeChartered(
        ref, charter.name, charter.authority.value, charter.review_on.isoformat(), digest_of(columns)
    )
    record(told, actor_id=actor.id, now=now)
    return committee


@command(records=(CharterAmended,), may_change_nothing=True)
def amend_charter(actor: Actor, committee: Committee, charter: Charter, *, reason: str, now: datetime) -> Committee:
    """Change the charter: a new version with a reason, what it was before stays readable.

    Refused while a meeting is open or a vote in writing runs: rules do not change in the middle of a vote.
    """
    actor.must("committees.charter")
    current = Committee.objects.select_for_update(of=("self",), no_key=True).get(pk=committee.pk)
    wrong = _wrong_with(charter, today=localdate(now))
    if wrong:
        raise refusals.charter_incomplete(wrong)
    columns = _columns(charter)
    before = _columns_of(current)
    changed = tuple(name for name, value in as_plain(columns).items() if value != before[name])
    if not changed:
        return current
    if not reason.strip() or len(reason) > REASON_LIMIT:
        raise refusals.reason_needed()
    _must_not_be_voting(current)
    for name, value in columns.items():
        setattr(current, name, value)
    current.version += 1
    if current.review_on > localdate(now):
        current.lapsed_on = None
    try:
        with transaction.atomic():
            current.save()
    except IntegrityError:
        raise refusals.name_taken(charter.name) from None
    _keep_version(current, columns, reason.strip(), actor, now=now)
    told = CharterAmended(
        committee=SubjectRef("committee", str(current.pk)),
        name=current.name,
        version=current.version,
        changed=changed,
        before_digest=digest_of(before),
        after_digest=digest_of(columns),
        reason=reason.strip(),
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(SecretaryNamed,), may_change_nothing=True)
def name_secretary(actor: Actor, committee: Committee, person: Person, *, now: datetime) -> Committee:
    """Say who keeps the minutes. It need not be a member, and gives no vote."""
    actor.must("committees.charter")
    if not actor_of_person(person).roles & SIGNED_IN:
        raise refusals.cannot_sit(Sentence("{name} has no role here, and could not sign in.", name=str(person)))
    current = Committee.objects.select_for_update(of=("self",), no_key=True).get(pk=committee.pk)
    if current.secretary_id == person.pk:
        return current
    current.secretary = person
    current.save(update_fields=["secretary"])
    told = SecretaryNamed(
        SubjectRef("committee", str(current.pk)), SubjectRef("person", str(person.pk)), current.name, str(person)
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(CharterKept,))
def keep_charter(actor: Actor, committee: Committee, review_on: date, *, now: datetime) -> Committee:
    """Say that the charter holds as it is, until ``review_on``. A committee whose charter had lapsed decides again."""
    actor.must("committees.charter")
    if review_on <= localdate(now):
        raise refusals.charter_day(localdate(now))
    current = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    current.review_on, current.lapsed_on = review_on, None
    current.save(update_fields=["review_on", "lapsed_on"])
    kept = CharterKept(SubjectRef("committee", str(current.pk)), current.name, review_on.isoformat())
    record(kept, actor_id=actor.id, now=now)
    return current


@command(records=(CharterLapsed,), may_change_nothing=True)
def lapse_charter(actor: Actor, committee: Committee, *, now: datetime) -> Committee:
    """Let a charter lapse that nobody looked at again: the committee decides nothing until somebody does."""
    actor.must("committees.lapse")
    current = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    if current.lapsed_on:
        return current
    current.lapsed_on = localdate(now)
    current.save(update_fields=["lapsed_on"])
    over = CharterLapsed(SubjectRef("committee", str(current.pk)), current.name, current.review_on.isoformat())
    record(over, actor_id=actor.id, now=now)
    return current


def must_hold(committee: Committee) -> None:
    """Raises Problem("committees.charter_lapsed") where a committee may decide nothing now."""
    if committee.lapsed_on:
        raise refusals.charter_lapsed(committee.name, committee.lapsed_on)


def _wrong_with(charter: Charter, *, today: date) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    for name in ("name", "purpose", "chosen_how", "cadence", "conflict_rule", "records_rule"):
        text = getattr(charter, name)
        limit = {"name": 120, "cadence": 200}.get(name, TEXT_LIMIT)
        if not text.strip():
            wrong[name] = Sentence("A charter states this.")
        elif len(text) > limit:
            wrong[name] = Sentence("Keep this under {n} characters.", n=limit)
    if charter.review_on <= today:
        wrong["review_on"] = Sentence("Choose a day after today on which the charter itself is reviewed.")
    if not 0 <= charter.notice_days <= 60:
        wrong["notice_days"] = Sentence("Choose between 0 and 60 days.")
    if not 1 <= charter.term_months <= 72:
        wrong["term_months"] = Sentence("Choose between 1 and 72 months.")
    wrong.update(_wrong_with_counting(charter))
    return wrong


def _wrong_with_counting(charter: Charter) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    kind, value = charter.quorum.kind, charter.quorum.value
    if kind is QuorumKind.NUMBER and not 2 <= value <= 50:
        wrong["quorum_value"] = Sentence("Choose between 2 and 50 members: nobody decides alone.")
    if kind is QuorumKind.SHARE and not 34 <= value <= 100:
        wrong["quorum_value"] = Sentence("Choose between 34 and 100 percent.")
    if charter.carries_with not in USUAL_RULES:
        wrong["carries_with"] = Sentence("Choose one.")
    if any(not 0 <= seats <= MOST_PROMISED for seats in charter.promised.values()):
        wrong["promised"] = Sentence("Choose between 0 and {n} seats.", n=MOST_PROMISED)
    if charter.in_writing and charter.openness is Openness.PUBLIC_BODY:
        wrong["in_writing"] = Sentence("A public body votes in open meetings, not in writing.")
    return wrong


def _must_not_be_voting(committee: Committee) -> None:
    is_open = Meeting.objects.filter(committee=committee, state=MeetingState.OPEN.value).exists()
    if is_open or WrittenVote.objects.filter(item__meeting__committee=committee, ended_at=None).exists():
        raise refusals.rules_stand()


def _keep_version(committee: Committee, columns: dict[str, Any], reason: str, actor: Actor, *, now: datetime) -> None:
    CharterVersion.objects.create(
        committee=committee,
        number=committee.version,
        content=as_plain(columns),
        digest=digest_of(columns),
        reason=reason,
        made_by_id=actor.id,
        made_at=now,
    )


def _columns_of(committee: Committee) -> dict[str, Any]:
    """The charter in force, as it is kept."""
    kept: dict[str, Any] = as_plain({name: getattr(committee, name) for name in COLUMNS})
    return kept


def _columns(charter: Charter) -> dict[str, Any]:
    return {
        "name": charter.name.strip(),
        "purpose": charter.purpose.strip(),
        "authority": charter.authority.value,
        "chosen_how": charter.chosen_how.strip(),
        "cadence": charter.cadence.strip(),
        "conflict_rule": charter.conflict_rule.strip(),
        "records_rule": charter.records_rule.strip(),
        "review_on": charter.review_on,
        "notice_days": charter.notice_days,
        "term_months": charter.term_months,
        "voices": {light.value: [voice.value for voice in voices] for light, voices in charter.voices.items()},
        "two_thirds_for": sorted(light.value for light in charter.two_thirds_for),
        "quorum_kind": charter.quorum.kind.value,
        "quorum_value": 0 if charter.quorum.kind is QuorumKind.MAJORITY else charter.quorum.value,
        "carries_with": charter.carries_with.value,
        "promised": {each.value: seats for each, seats in sorted(charter.promised.items()) if seats},
        "in_writing": charter.in_writing,
        "openness": charter.openness.value,
    }


COLUMNS = (
    "name", "purpose", "authority", "chosen_how", "cadence", "conflict_rule", "records_rule", "review_on",
    "notice_days", "term_months", "voices", "two_thirds_for", "quorum_kind", "quorum_value", "carries_with",
    "promised", "in_writing", "openness",
)  # fmt: skip
