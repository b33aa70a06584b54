"""Writes of bundles: prepare, activate by another person, roll back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction

from chalkline.kernel.clock import local_day
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.publish.bundle import records
from chalkline.publish.bundle.events import BundleActivated, BundlePrepared, RollBackPrepared
from chalkline.publish.bundle.models import Bundle
from chalkline.publish.bundle.queries import compiled, in_force
from chalkline.publish.bundle.rules import (
    good_until,
    records_changed,
    refuse_broken,
    refuse_old,
    refuse_overtaken,
    refuse_same_person,
)
from chalkline.publish.bundle.words import RENEW_WITHIN
from chalkline.publish.files import publish_folder, put_in_place, read_if_there
from chalkline.rulebook.bundle import KEY, bundle_body, digest_of_body, read_body, sign_bundle
from chalkline.rulebook.difference import difference
from chalkline.rulebook.invariants import check_invariants
from chalkline.rulebook.policy import Policy
from chalkline.rulebook.wire import BUNDLE_FILE


@command(records=(BundlePrepared,))
def prepare_bundle(actor: Actor, *, now: datetime) -> Bundle:
    """Compile the records of today into a candidate that another person can activate.

    Raises Problem: bundles.invariant_broken, bundles.nothing_new.
    """
    actor.must("bundles.prepare")
    current = in_force()
    today = local_day(now, settings.CHALKLINE.zone)
    policy = compiled(records.records_on(today), (current.revision if current else 0) + 1, today)
    checked = check_invariants(policy)
    refuse_broken(checked)
    changes = difference(read_body(bytes(current.body)).policy if current else None, policy)
    if current and not changes and current.good_until - now > RENEW_WITHIN:
        raise _nothing_new(current)
    bundle = _candidate(policy, current, actor, now)
    event = BundlePrepared(
        SubjectRef("bundle", str(bundle.id), bundle.digest),
        bundle.revision,
        len(changes),
        checked[0].cells,
        tuple(SubjectRef("use", each.use_id) for each in policy.terms),
    )
    record(event, actor_id=actor.id, now=now)
    return bundle


@command(records=(RollBackPrepared,))
def roll_back_bundle(actor: Actor, *, now: datetime) -> Bundle:
    """Prepare the content of the policy before the one in force as the next revision.

    It takes effect like any other: when another person activates it. Uses that were ended or paused since stay
    so, because stops count beside every policy. Raises Problem("bundles.nothing_before").
    """
    actor.must("bundles.prepare")
    current = in_force()
    before = Bundle.objects.filter(activated_at__isnull=False).order_by("-revision")[1:2].first()
    if current is None or before is None:
        raise Problem(
            "bundles.nothing_before",
            what=Sentence("There is no earlier policy to go back to."),
            why=Sentence("Only one policy, or none, has been in force so far."),
            next_step=Sentence("Pause or end the approved use that should not go on."),
            kind=Kind.CONFLICT,
        )
    today = local_day(now, settings.CHALKLINE.zone)
    old = read_body(bytes(before.body)).policy
    # Facts about tools are those of today: an agreement that has ended since does not come back.
    policy = replace(old, revision=current.revision + 1, compiled_on=today, tools=records.records_on(today).tools)
    refuse_broken(check_invariants(policy))
    bundle = _candidate(policy, current, actor, now, restores=before.revision)
    event = RollBackPrepared(SubjectRef("bundle", str(bundle.id), bundle.digest), bundle.revision, before.revision)
    record(event, actor_id=actor.id, now=now)
    return bundle


@command(records=(BundleActivated,))
def activate_bundle(actor: Actor, bundle: Bundle, *, now: datetime) -> Bundle:
    """Sign a candidate and put it in force. By another person than the one who prepared it.

    Raises Problem: bundles.same_person, bundles.overtaken, bundles.waited_too_long, bundles.records_changed.
    """
    actor.must("bundles.activate")
    candidate = Bundle.objects.select_for_update().get(pk=bundle.pk)
    current = in_force()
    refuse_same_person(candidate.prepared_by, actor.id)
    refuse_overtaken(
        candidate.revision,
        candidate.previous_digest,
        current.revision if current else 0,
        current.digest if current else "",
    )
    refuse_old(candidate.prepared_at, now)
    _refuse_if_records_changed(candidate)
    candidate.activated_by = actor.id
    candidate.activated_at = now
    try:
        with transaction.atomic():
            candidate.save(update_fields=["activated_by", "activated_at"])
    except IntegrityError:
        refuse_overtaken(candidate.revision, candidate.previous_digest, candidate.revision, "")
    event = BundleActivated(
        SubjectRef("bundle", str(candidate.id), candidate.digest),
        candidate.revision,
        candidate.previous_digest,
        SubjectRef("person", candidate.prepared_by),
    )
    record(event, actor_id=actor.id, now=now)
    # After the commit: a gateway must never obey a policy that was rolled back. If writing fails, the
    # standing pack's job puts the file in place.
    transaction.on_commit(partial(put_bundle_in_place), robust=True)
    return candidate


def put_bundle_in_place() -> bool:
    """Make the published file say what the records say. True if it had to be written."""
    current = in_force()
    if current is None:
        return False
    secret = Keyring(settings.CHALKLINE.key_folder).key(KEY)
    data = sign_bundle(bytes(current.body), secret)
    path = publish_folder() / BUNDLE_FILE
    if read_if_there(path) == data:
        return False
    put_in_place(path, data)
    return True


def _candidate(
    policy: Policy, current: Bundle | None, actor: Actor, now: datetime, *, restores: int | None = None
) -> Bundle:
    previous, until = current.digest if current else "", good_until(policy.compiled_on)
    body = bundle_body(policy, previous=previous, good_until=until)
    return Bundle.objects.create(
        revision=policy.revision,
        digest=digest_of_body(body),
        previous_digest=previous,
        body=body,
        compiled_on=policy.compiled_on,
        good_until=until,
        restores=restores,
        prepared_by=actor.id,
        prepared_at=now,
    )


def _refuse_if_records_changed(candidate: Bundle) -> None:
    if candidate.restores is not None:
        return
    policy = compiled(records.records_on(candidate.compiled_on), candidate.revision, candidate.compiled_on)
    body = bundle_body(policy, previous=candidate.previous_digest, good_until=good_until(candidate.compiled_on))
    if digest_of_body(body) != candidate.digest:
        raise records_changed()


def _nothing_new(current: Bundle) -> Problem:
    return Problem(
        "bundles.nothing_new",
        what=Sentence("Nothing has changed since policy {revision}.", revision=current.revision),
        why=Sentence("Publishing the same policy again would only give people something to read."),
        next_step=Sentence("Come back when a use, a tool or an agreement has changed."),
        kind=Kind.CONFLICT,
    )
