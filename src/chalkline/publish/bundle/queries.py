"""Reads of bundles: the policy in force, what one looks at before activating, and the one question."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet

from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.ids import id_from
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import not_found
from chalkline.kernel.reading import once_a_reading
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import kept_through_daily_business
from chalkline.people.api import Actor, schools
from chalkline.publish.bundle import records
from chalkline.publish.bundle.models import Bundle
from chalkline.publish.bundle.rules import compile_policy
from chalkline.publish.bundle.words import Look, Records, State
from chalkline.rulebook.asking import Answer, Question
from chalkline.rulebook.bundle import KEY, read_body
from chalkline.rulebook.deciding import decide
from chalkline.rulebook.difference import difference
from chalkline.rulebook.invariants import check_invariants
from chalkline.rulebook.policy import Policy, SchoolName
from chalkline.rulebook.signing import key_name, public_half
from chalkline.rulebook.stops import Stops


@once_a_reading
def in_force() -> Bundle | None:
    """The bundle in force, or None before the first."""
    return Bundle.objects.filter(activated_at__isnull=False).order_by("-revision").first()


@once_a_reading
def policy_digest() -> str:
    """The digest of the policy in force, "" before the first: without reading the policy itself."""
    activated = Bundle.objects.filter(activated_at__isnull=False).order_by("-revision")
    return activated.values_list("digest", flat=True).first() or ""


@once_a_reading
def policy_in_force() -> Policy:
    """The policy that is published. Before the first publication: one that approves nothing (revision 0).

    Takes no actor: a policy holds no personal data and is public in what it says.
    """
    digest = policy_digest()
    return _of(digest) if digest else compiled(Records(), 0, local_day(utc_now(), settings.CHALKLINE.zone))


@lru_cache(maxsize=2)
def _of(digest: str) -> Policy:
    """A body is megabytes where there are many tools: it is not fetched again while it is in force."""
    return _read(digest, bytes(Bundle.objects.filter(digest=digest).values_list("body", flat=True)[0]))


@once_a_reading
def stops_in_force(*, also_unpublished: bool = False, on: date | None = None) -> Stops:
    """What was paused, or has ended, since the policy in force was published; as of today, or of the day ``on``.

    ``also_unpublished``: of uses that are not in that policy as well.
    """
    day = on or local_day(utc_now(), settings.CHALKLINE.zone)
    if also_unpublished:  # what gateways get is read from the records each time
        return records.stops_on(day, policy_in_force(), also_unpublished=True)
    return _stops_on(day)


@kept_through_daily_business
def _stops_on(day: date) -> Stops:
    return records.stops_on(day, policy_in_force())


def ask(question: Question) -> Answer:
    """The answer everybody gets: the policy in force with its stops."""
    return decide(question, policy_in_force(), stops_in_force())


def bundles(actor: Actor) -> QuerySet[Bundle]:
    """Every bundle, newest first."""
    actor.must("bundles.see")
    return Bundle.objects.all()


def bundle_by_id(actor: Actor, bundle_id: str) -> Bundle:
    """One bundle. Raises Problem("not_found")."""
    actor.must("bundles.see")
    bundle = Bundle.objects.filter(pk=id_from(bundle_id)).first()
    if bundle is None:
        raise not_found(Sentence("policy"))
    return bundle


def waiting(actor: Actor) -> Bundle | None:
    """The newest candidate that could be activated, if there is one."""
    actor.must("bundles.see")
    newest = Bundle.objects.order_by("-prepared_at").first()
    return newest if newest and state_of(newest) is State.WAITING else None


def state_of(bundle: Bundle) -> State:
    """Where a bundle is on its way."""
    current = in_force()
    revision = current.revision if current else 0
    if bundle.activated_at:
        return State.IN_FORCE if bundle.revision == revision else State.REPLACED
    return State.WAITING if bundle.revision == revision + 1 else State.OVERTAKEN


def signed_by() -> str:
    """How the key that signs policies is named in their signature line; "" before the first policy."""
    if in_force() is None:
        return ""
    return key_name(public_half(Keyring(settings.CHALKLINE.key_folder).key(KEY)))


def look_at(actor: Actor, bundle: Bundle) -> Look:
    """What a bundle changes against the one before it, and the rules it was checked against."""
    actor.must("bundles.see")
    policy = _read(bundle.digest, bytes(bundle.body))
    before = Bundle.objects.filter(digest=bundle.previous_digest, activated_at__isnull=False).first()
    old = _read(before.digest, bytes(before.body)) if before else None
    return Look(policy, difference(old, policy), check_invariants(policy))


def unpublished(actor: Actor) -> Look:
    """What the records would change if they were published today."""
    actor.must("bundles.see")
    current, policy = in_force(), policy_to_come()
    old = _read(current.digest, bytes(current.body)) if current else None
    return Look(policy, difference(old, policy), check_invariants(policy))


def changes_waiting(actor: Actor) -> int:
    """How much was decided or signed and takes effect only once it is published. For pages."""
    actor.must("bundles.see")
    return _changes_waiting(local_day(utc_now(), settings.CHALKLINE.zone))


@kept_through_daily_business
def _changes_waiting(today: date) -> int:
    current = in_force()
    policy = compiled(records.records_on(today), (current.revision if current else 0) + 1, today)
    old = _read(current.digest, bytes(current.body)) if current else None
    return sum(each.waits for each in difference(old, policy))


def policy_to_come() -> Policy:
    """The policy that the records of today make, which somebody would publish now. Takes no actor, as above."""
    today = local_day(utc_now(), settings.CHALKLINE.zone)
    current = in_force()
    return compiled(records.records_on(today), (current.revision if current else 0) + 1, today)


def compiled(records: Records, revision: int, day: date) -> Policy:
    """The policy of these records with this district's schools."""
    named = tuple(SchoolName(str(each.id), each.name, each.sourced_id) for each in schools())
    return compile_policy(records, named, district=settings.CHALKLINE.district, revision=revision, compiled_on=day)


@lru_cache(maxsize=8)
def _read(digest: str, body: bytes) -> Policy:
    return read_body(body).policy
