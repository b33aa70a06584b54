"""What the product can answer about its own security, from its own records. Numbers, never names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.utils.timezone import localdate

from chalkline.approve.uses.api import uses_in_force
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import GOVERNANCE, history_of, origin_of
from chalkline.oversee.security_audits.words import Answered, Evidence, Verdict
from chalkline.people.api import Account, open_grants, system_actor
from chalkline.publish.bundle.api import in_force
from chalkline.publish.standing_pack.api import keys_of
from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.api import agreements_in_force

CHALKLINE = system_actor("security_audits")
YEAR = timedelta(days=365)
INSPECTION_FAILED = "ledger.inspection.failed/1"


def second_step(now: datetime) -> Answered:
    """Of those who hold a role and can sign in, how many have a second step."""
    held = set(open_grants().values_list("person_id", flat=True))
    accounts = Account.objects.filter(is_active=True, person_id__in=held)
    secured = Authenticator.objects.filter(user__in=accounts, type=Authenticator.Type.TOTP).values("user_id").distinct()
    part, whole = secured.count(), accounts.count()
    return _share(
        part, whole, Sentence("{part} of {all} accounts that hold a role have a second step.", part=part, all=whole)
    )


def leavers(now: datetime) -> Answered:
    """Open accounts of people who have left."""
    gone = Account.objects.filter(is_active=True, person__is_active=False).count()
    return _none_of(gone, Sentence("{count} open accounts belong to people who have left.", count=gone))


def keys_old(now: datetime) -> Answered:
    """Gateway keys that count and are older than a year."""
    old = keys_of(CHALKLINE).filter(revoked_at=None, issued_at__lt=now - YEAR).count()
    return _none_of(old, Sentence("{count} gateway keys are older than a year.", count=old))


def agreements(now: datetime) -> Answered:
    """Approved uses that get student records without an agreement that covers students."""
    today, words = localdate(now), vocabulary()
    covered = {each.tool for each in agreements_in_force(today) if each.covers_students}
    students = {each.id for each in words.element_list if each.about_students and each.is_pii}
    uses = [each for each in uses_in_force(CHALKLINE, today) if students & set(each.elements)]
    bare = sum(each.tool.slug not in covered for each in uses)
    said = Sentence("{bare} of {all} uses with student records have no agreement in force.", bare=bare, all=len(uses))
    return _none_of(bare, said)


def ledger(now: datetime) -> Answered:
    """Whether an inspection of the last month found the ledger altered."""
    told = history_of("ledger", origin_of(GOVERNANCE))
    failed = [each for each in told if each.kind == INSPECTION_FAILED and each.at > now - timedelta(days=31)]
    return _none_of(len(failed), Sentence("{count} inspections of the last month found something.", count=len(failed)))


def policy_current(now: datetime) -> Answered:
    """Whether a policy is in force and does not run out within a month."""
    bundle = in_force()
    if bundle is None:
        return _answer(Verdict.NO, Sentence("No policy has been published."))
    left = (bundle.good_until - now).days
    verdict = Verdict.YES if left > 30 else Verdict.PARTLY if left >= 0 else Verdict.NO
    return _answer(verdict, Sentence("The policy in force holds until {day}.", day=localdate(bundle.good_until)))


PROBES: dict[str, Callable[[datetime], Answered]] = {
    "second_step": second_step,
    "leavers": leavers,
    "keys_old": keys_old,
    "agreements": agreements,
    "ledger": ledger,
    "policy_current": policy_current,
}


def _share(part: int, whole: int, said: Sentence) -> Answered:
    verdict = Verdict.YES if part >= whole else Verdict.NO if part == 0 else Verdict.PARTLY
    return _answer(verdict, said)


def _none_of(count: int, said: Sentence) -> Answered:
    return _answer(Verdict.NO if count else Verdict.YES, said)


def _answer(verdict: Verdict, said: Sentence) -> Answered:
    return Answered(verdict, Evidence.COMPUTED, words=str(said))
