"""Writes of the standing pack: issue and revoke keys, build the pack."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.clock import local_day
from chalkline.kernel.ids import id_from, new_secret
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, district_hints, members_of_classes, person_by_id, schools
from chalkline.publish.bundle.api import in_force, policy_in_force, put_bundle_in_place
from chalkline.publish.files import publish_folder, put_in_place
from chalkline.publish.front_ends.api import front_ends_believed, issuers_believed
from chalkline.publish.helps.api import helps_shown
from chalkline.publish.holds.api import holds_shown
from chalkline.publish.limits.api import limits_in_pack, totals_in_pack
from chalkline.publish.roster_extract.api import ExtractBuilt, build_extract, extract_head
from chalkline.publish.standing_pack.events import KeyIssued, KeyRevoked, PackBuilt
from chalkline.publish.standing_pack.models import Key, PackHead
from chalkline.publish.standing_pack.queries import (
    all_stops,
    families,
    pack_keys,
    records_shown,
    training_by_mark,
)
from chalkline.publish.standing_pack.rules import LONGEST_CLASS_ID, class_unknown, refuse_unfit
from chalkline.publish.standing_pack.words import PACK_GOOD_FOR, PREFIX, Holder
from chalkline.rulebook.pack import (
    ENCRYPTION_KEY,
    MARKING_KEY,
    SIGNING_KEY,
    StandingPack,
    digest_of_key,
    seal_pack,
)
from chalkline.rulebook.spelling import plain
from chalkline.rulebook.wire import PACK_FILE


@command(records=(KeyIssued,))
def issue_key(actor: Actor, use_id: str, holder: Holder, *, now: datetime) -> tuple[Key, str]:
    """A new key for one approved use and one holder, and its secret: shown now and never again.

    Raises the Problems of ``rules.refuse_unfit``, and not_found for a person or school that is not there.
    """
    actor.must("keys.issue")
    terms = policy_in_force().by_use.get(use_id)
    refuse_unfit(terms, holder)
    _must_exist(holder)
    assert terms is not None  # refuse_unfit has seen to it
    secret = new_secret(PREFIX)
    key = Key.objects.create(
        use_id=terms.use_id,
        digest=digest_of_key(secret),
        hint=secret[-4:],
        label=holder.label.strip(),
        holder_kind=holder.kind,
        person_id=holder.person_id or None,
        role=holder.role,
        grade_bands=sorted(holder.grade_bands),
        school_id=holder.school_id or None,
        people_sign_in=holder.people_sign_in,
        class_id=holder.class_id.strip(),
        issued_by=actor.id,
        issued_at=now,
    )
    event = KeyIssued(
        SubjectRef("key", str(key.id)),
        SubjectRef("use", use_id),
        SubjectRef("tool", terms.tool),
        holder.kind.value,
        holder.role,
        tuple(key.grade_bands),
        key.hint,
        key.label,
    )
    record(event, actor_id=actor.id, now=now)
    return key, secret


def _must_exist(holder: Holder) -> None:
    if holder.person_id:
        person = person_by_id(str(id_from(holder.person_id)))
        if person is None or not person.is_active:
            raise not_found(Sentence("person"))
    if holder.school_id and not schools().filter(pk=id_from(holder.school_id)).exists():
        raise not_found(Sentence("school"))
    named = holder.class_id.strip()
    if named and (len(named) > LONGEST_CLASS_ID or named not in members_of_classes(holder.school_id)):
        raise class_unknown()


@command(records=(KeyRevoked,), may_change_nothing=True)
def revoke_key(actor: Actor, key: Key, *, now: datetime) -> Key:
    """End a key for good. Revoking twice changes nothing."""
    actor.must("keys.revoke", owner_id=str(key.person_id or ""))
    current = Key.objects.select_for_update(of=("self",)).select_related("use__tool").get(pk=key.pk)
    if current.revoked_at:
        return current
    current.revoked_at = now
    current.revoked_by = actor.id
    current.save(update_fields=["revoked_at", "revoked_by"])
    event = KeyRevoked(
        SubjectRef("key", str(current.id)),
        SubjectRef("use", str(current.use_id)),
        SubjectRef("tool", current.use.tool.slug),
        current.hint,
        current.label,
    )
    record(event, actor_id=actor.id, now=now)
    return current


@command(records=(PackBuilt, ExtractBuilt), may_change_nothing=True)
def build_pack(actor: Actor, *, now: datetime) -> PackHead:
    """Write the pack that says what counts now. Run at every change and every few minutes.

    Also puts the bundle's file in place, if activation could not. The file is written inside the transaction,
    under the lock of the head row, so that packs come out in the order of their numbers.
    """
    actor.must("packs.build")
    PackHead.objects.get_or_create(name="pack")
    head = PackHead.objects.select_for_update().get(name="pack")
    put_bundle_in_place()
    current, today = in_force(), local_day(now, settings.CHALKLINE.zone)
    extract, keyring = extract_head() or build_extract(actor, now=now), Keyring(settings.CHALKLINE.key_folder)
    limits, helps = limits_in_pack(), helps_shown()
    marking = keyring.key(MARKING_KEY).hex()
    pack = StandingPack(
        issue=head.issue + 1,
        issued_at=now,
        good_until=now + PACK_GOOD_FOR,
        bundle_revision=current.revision if current else 0,
        keys=pack_keys(today),
        stops=all_stops(today),
        hints=district_hints(),
        families=families(),
        extract_issue=extract.issue,
        extract_digest=extract.digest,
        training=training_by_mark(today),
        marking=marking,
        issuers=issuers_believed(),
        front_ends=front_ends_believed(),
        holds=holds_shown(),
        limits=limits,
        totals=totals_in_pack(limits, today),
        human_records=records_shown(today, marking),
        alerts_named=bool(helps),
        helps=helps,
    )
    about_people = (pack.families, pack.training, pack.human_records, pack.issuers, pack.front_ends)
    parts = (pack.keys, pack.stops, pack.hints, pack.holds, pack.limits, pack.helps, *about_people)
    content = digest_of([pack.bundle_revision, pack.extract_digest, *map(plain, parts)])
    changed = content != head.content_digest
    head.issue, head.issued_at, head.good_until, head.content_digest = pack.issue, now, pack.good_until, content
    head.save()
    if changed:
        stopped = pack.stops
        whole = (stopped.tools, stopped.models)
        stops = sum(map(len, (stopped.uses, stopped.ended, stopped.agreements, stopped.keys, *whole)))
        event = PackBuilt(SubjectRef("pack", str(pack.issue)), len(pack.keys), stops, pack.bundle_revision)
        record(event, actor_id=actor.id, now=now)
    sealed = seal_pack(pack, encryption=keyring.key(ENCRYPTION_KEY), signing=keyring.key(SIGNING_KEY))
    put_in_place(publish_folder() / PACK_FILE, sealed)
    return head
