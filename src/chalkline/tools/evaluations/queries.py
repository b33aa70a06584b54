"""Reads of evaluations: one, all, those under way, and how a tool stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from chalkline.kernel.ids import id_from
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, digest_of_secret
from chalkline.rulebook.signing import public_half
from chalkline.tools.evaluations.exchange import KEY, fingerprint
from chalkline.tools.evaluations.gathering import Record, record_of
from chalkline.tools.evaluations.models import DistrictKey, Evaluation, Evidence, Shared, VendorLink
from chalkline.tools.evaluations.rules import link_over
from chalkline.tools.evaluations.standing import EvaluationStanding


def evaluations(actor: Actor) -> QuerySet[Evaluation]:
    """Every evaluation, the newest first."""
    actor.must("evaluations.see")
    return Evaluation.objects.select_related("tool", "questionnaire", "owner")


def under_way(actor: Actor) -> QuerySet[Evaluation]:
    """Those that are neither finished nor set aside, the earliest due first."""
    return evaluations(actor).filter(finished_at=None, set_aside_at=None).order_by("due_on", "started_at")


def evaluation_by_id(actor: Actor, evaluation_id: str) -> Evaluation:
    """One evaluation. Raises Problem("not_found")."""
    found = evaluations(actor).filter(pk=id_from(evaluation_id)).first()
    if found is None:
        raise not_found(Sentence("evaluation"))
    return found


def evaluations_of(actor: Actor, slug: str) -> QuerySet[Evaluation]:
    """Every evaluation of a tool."""
    return evaluations(actor).filter(tool__slug=slug)


def evidence_by_id(actor: Actor, evidence_id: str) -> Evidence:
    """A file on record. Raises Problem("not_found") also where it is confidential and this person may not see it."""
    actor.must("evaluations.see")
    found = Evidence.objects.filter(pk=id_from(evidence_id)).select_related("evaluation__tool").first()
    if found is None or not found.file:
        raise not_found(Sentence("file"))
    if found.is_confidential:
        actor.must("evaluations.see_confidential", hidden=True)
    return found


def link_by_secret(secret: str, *, now: datetime) -> VendorLink:
    """The link behind an address. Raises Problem("evaluations.link_over") for an unknown, used, ended or old one."""
    found = VendorLink.objects.select_related("evaluation__tool", "evaluation__questionnaire").filter(
        digest=digest_of_secret(secret), ended_at=None, expires_at__gt=now, evaluation__finished_at=None,
        evaluation__set_aside_at=None,
    )  # fmt: skip
    link = found.first()
    if link is None:
        raise link_over()
    return link


def evaluation_in_force(slug: str) -> Evaluation | None:
    """The last one finished; where there is none, the one under way. Takes no actor: packets and gates read it."""
    mine = Evaluation.objects.filter(tool__slug=slug, set_aside_at=None).select_related(
        "tool", "questionnaire", "owner"
    )
    return mine.order_by(F("finished_at").desc(nulls_last=True), "-started_at", "id").first()


def tools_evaluated(slugs: Collection[str]) -> frozenset[str]:
    """Which of these tools have an evaluation at all. Takes no actor, as below."""
    found = Evaluation.objects.order_by().filter(tool__slug__in=slugs, set_aside_at=None)
    return frozenset(found.values_list("tool__slug", flat=True))


def standing_of(tool_id: str, on: date | None = None) -> EvaluationStanding | None:
    """How a tool (its slug) stands by its evaluation on a day, today if none is given; None where there is none.

    Takes no actor: packets, risk rules and the gates of an approval read it.
    """
    found = evaluation_in_force(tool_id)
    return record_of(found).standing(on or localdate()) if found else None


def proof_that_ends(on: date) -> list[Evidence]:
    """Evidence of evaluations in force, the earliest end first. Takes no actor: the calendar and Today read it."""
    rows = (
        Evidence.objects.filter(withdrawn_at=None, evaluation__set_aside_at=None)
        .exclude(evaluation__finished_at=None)
        .select_related("evaluation__tool", "evaluation__owner")
        .order_by("good_until")
    )
    latest: dict[str, Evaluation] = {}
    for each in Evaluation.objects.exclude(finished_at=None).order_by("finished_at"):
        latest[str(each.tool_id)] = each
    in_force = {each.pk for each in latest.values()}
    return [each for each in rows if each.evaluation_id in in_force and each.good_until >= on]


def finished_in_force() -> list[Evaluation]:
    """The last finished evaluation of each tool. Takes no actor: the calendar reads it."""
    rows = Evaluation.objects.exclude(finished_at=None).select_related("tool", "questionnaire", "owner")
    latest = {str(each.tool_id): each for each in rows.order_by("finished_at")}
    return list(latest.values())


def record_for(actor: Actor, evaluation: Evaluation) -> Record:
    """All that is kept of one."""
    actor.must("evaluations.see")
    return record_of(evaluation)


def shared_evaluations(actor: Actor, slug: str = "") -> QuerySet[Shared]:
    """What other districts found, of one tool or of all."""
    actor.must("evaluations.see")
    rows = Shared.objects.select_related("tool", "key")
    return rows.filter(tool__slug=slug) if slug else rows


def shared_by_id(actor: Actor, shared_id: str) -> Shared:
    """One of them. Raises Problem("not_found")."""
    found = shared_evaluations(actor).filter(pk=id_from(shared_id)).first()
    if found is None:
        raise not_found(Sentence("evaluation"))
    return found


def district_keys(actor: Actor) -> QuerySet[DistrictKey]:
    """Keys of other districts that were ever seen."""
    actor.must("evaluations.see")
    return DistrictKey.objects.all()


def district_key_by_id(actor: Actor, key_id: str) -> DistrictKey:
    """One key. Raises Problem("not_found")."""
    found = district_keys(actor).filter(pk=id_from(key_id)).first()
    if found is None:
        raise not_found(Sentence("key"))
    return found


def own_fingerprint() -> str:
    """The fingerprint of this district's own key, as it is told to others. Takes no actor: it is public."""
    return fingerprint(public_half(Keyring(settings.CHALKLINE.key_folder).key(KEY)).hex())
