"""Writes of evaluations across districts: take one out, receive one, trust a key, take answers over with credit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from chalkline.kernel.canonical import as_plain
from chalkline.kernel.clock import local_day
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.rulebook.signing import public_half
from chalkline.tools.evaluations import exchange
from chalkline.tools.evaluations.commands.starting import evaluation_ref
from chalkline.tools.evaluations.events import (
    DistrictKeyConfirmed,
    DistrictKeyRefused,
    EvaluationExported,
    SharedReceived,
)
from chalkline.tools.evaluations.exchange import KEY, Document, without_addresses
from chalkline.tools.evaluations.gathering import Record, record_of
from chalkline.tools.evaluations.models import DistrictKey, Evaluation, Evidence, Shared
from chalkline.tools.register.api import Tool, tool_ref


@command(records=(EvaluationExported,))
def export_evaluation(
    actor: Actor, evaluation: Evaluation, *, with_files: Collection[str] = (), now: datetime
) -> tuple[str, bytes]:
    """A finished evaluation as a signed file for other districts: its name and its bytes.

    ``with_files``: ids of evidence whose files go along; none by themselves, and a confidential one only where the
    actor may open it. Nobody of us or of the vendor is named in it, and addresses are left out of every text.
    Raises Problem: evaluations.not_finished.
    """
    actor.must("evaluations.exchange")
    kept = record_of(evaluation)
    if evaluation.finished_on is None:
        raise Problem(
            "evaluations.not_finished",
            what=Sentence("This evaluation is not finished."),
            why=Sentence("Another district could not tell what was found from what is still open."),
            next_step=Sentence("Finish it first."),
            kind=Kind.CONFLICT,
        )
    chosen = [each for each in kept.evidence if str(each.pk) in set(with_files) and each.file]
    if any(each.is_confidential for each in chosen):
        actor.must("evaluations.see_confidential")
    body = _body(kept, evaluation.finished_on, now)
    body["files"] = {each.digest: exchange.packed(_bytes(each)) for each in chosen}
    data = exchange.sign_document(body, Keyring(settings.CHALKLINE.key_folder).key(KEY))
    digest = exchange.read_document(data).digest
    told = EvaluationExported(
        evaluation_ref(evaluation, kept.digest()), tool_ref(evaluation.tool), evaluation.tool.name, digest, len(chosen)
    )
    record(told, actor_id=actor.id, now=now)
    return f"{evaluation.tool.slug}-{evaluation.finished_on.isoformat()}.chalkline-evaluation", data


@command(records=(SharedReceived,), may_change_nothing=True)
def receive_shared(actor: Actor, data: bytes, tool: Tool, *, now: datetime) -> Shared:
    """Keep another district's evaluation of ``tool`` (ours), whole and as signed. The same file twice changes nothing.

    A key that was never seen is kept as strange: nothing is taken over before a person has compared it.
    Raises Problem: evaluations.file_damaged, .file_foreign, .file_old, .file_older, .file_own, evaluations.key_refused.
    """
    actor.must("evaluations.exchange")
    document = exchange.read_document(data)
    held = Shared.objects.filter(digest=document.digest).select_related("key", "tool").first()
    if held:
        return held
    key = DistrictKey.objects.filter(public=document.public).first()
    if key and key.refused_at:
        raise _key_refused(document)
    newest = Shared.objects.filter(key=key, tool=tool).order_by("-finished_on").first() if key else None
    exchange.must_be_new_enough(
        document,
        ours=public_half(Keyring(settings.CHALKLINE.key_folder).key(KEY)).hex(),
        newest=newest.finished_on if newest else None,
        today=local_day(now, settings.TIME_ZONE),
    )
    try:
        with transaction.atomic():
            key = key or DistrictKey.objects.create(
                public=document.public, district=document.district, domain=document.domain, first_seen_at=now
            )
            made = Shared(
                tool=tool,
                key=key,
                digest=document.digest,
                content={name: value for name, value in document.body.items() if name != "files"},
                finished_on=document.finished_on,
                received_by=actor.id,
                received_at=now,
            )
            made.file.save(f"{made.id}.bin", ContentFile(data), save=False)
            made.save(force_insert=True)
    except IntegrityError:  # the same file, or the first of the same key, came in twice at once
        return receive_shared(actor, data, tool, now=now)
    told = SharedReceived(
        shared_ref(made), tool_ref(tool), tool.name, key.district, made.finished_on, exchange.fingerprint(key.public)
    )
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(DistrictKeyConfirmed,), may_change_nothing=True)
def confirm_district_key(actor: Actor, key: DistrictKey, typed: str, *, now: datetime) -> DistrictKey:
    """Say that the fingerprint is the one the other district told by another way. ``typed``: its last eight digits.

    Raises Problem("evaluations.fingerprint_differs").
    """
    actor.must("evaluations.trust_key")
    current = DistrictKey.objects.select_for_update().get(pk=key.pk)
    shown = exchange.fingerprint(current.public).replace(" ", "")
    if "".join(typed.split()).casefold() not in (shown, shown[-8:]):
        raise Problem(
            "evaluations.fingerprint_differs",
            what=Sentence("This is not the end of the fingerprint."),
            why=Sentence("Only comparing it by another way, such as the telephone, shows whose key it is."),
            next_step=Sentence("Ask the other district to read its fingerprint to you, and type its last eight signs."),
            fields={"typed": Sentence("Type the last eight signs, as they were read to you.")},
        )
    if current.confirmed_at and not current.refused_at:
        return current
    current.confirmed_at, current.confirmed_by, current.refused_at = now, actor.id, None
    current.save(update_fields=["confirmed_at", "confirmed_by", "refused_at"])
    told = DistrictKeyConfirmed(_key_ref(current), current.district, exchange.fingerprint(current.public))
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(DistrictKeyRefused,), may_change_nothing=True)
def refuse_district_key(actor: Actor, key: DistrictKey, *, now: datetime) -> DistrictKey:
    """Say that a key is not the district's it names: nothing signed with it is received or taken over."""
    actor.must("evaluations.trust_key")
    current = DistrictKey.objects.select_for_update().get(pk=key.pk)
    if current.refused_at is None:
        current.refused_at, current.confirmed_at, current.confirmed_by = now, None, ""
        current.save(update_fields=["refused_at", "confirmed_at", "confirmed_by"])
        told = DistrictKeyRefused(_key_ref(current), current.district, exchange.fingerprint(current.public))
        record(told, actor_id=actor.id, now=now)
    return current


def _body(kept: Record, finished_on: date, now: datetime) -> dict[str, Any]:
    evaluation, standing = kept.evaluation, kept.standing(finished_on)
    questionnaire = evaluation.questionnaire
    plain: dict[str, Any] = as_plain(
        {
            "district": {
                "name": settings.CHALKLINE.district,
                "domain": settings.CHALKLINE.domain,
                "state": settings.CHALKLINE.state,
            },
            "made_at": now,
            "finished_on": finished_on,
            "tool": {"slug": evaluation.tool.slug, "name": evaluation.tool.name, "vendor": evaluation.tool.vendor},
            "facets": list(evaluation.facets),
            "questionnaire": {
                "number": questionnaire.number,
                "digest": questionnaire.digest,
                "shipped": questionnaire.shipped_version,
                "questions": questionnaire.questions,
            },
            "answers": [
                {
                    "question": each.question,
                    "says": each.says,
                    "words": without_addresses(each.words),
                    "by": each.given_by,
                    "on": local_day(each.at, settings.TIME_ZONE),
                }
                for each in sorted(kept.answers.values(), key=lambda each: each.question)
            ],
            "assessments": [
                {
                    "question": each.question,
                    "how": each.how,
                    "red_flag": each.red_flag,
                    "note": without_addresses(each.note),
                    "on": local_day(each.at, settings.TIME_ZONE),
                }
                for each in sorted(kept.assessments.values(), key=lambda each: each.question)
            ],
            "evidence": [
                {
                    "kind": each.kind,
                    "title": "" if each.is_confidential else without_addresses(each.title),
                    "version": each.version,
                    "good_until": each.good_until,
                    "digest": each.digest,
                    "confidential": each.is_confidential,
                    "questions": list(each.questions),
                }
                for each in kept.evidence
            ],
            "subprocessors": [
                {"name": each.name, "country": each.country, "purpose": each.purpose, "elements": list(each.elements)}
                for each in kept.subprocessors
            ],
            "score": {"points": standing.points, "most": standing.most},
            "summary": without_addresses(evaluation.summary),
        }
    )
    return plain


def _bytes(evidence: Evidence) -> bytes:
    with evidence.file.open("rb") as file:
        return bytes(file.read())


def shared_ref(shared: Shared) -> SubjectRef:
    """How facts name another district's evaluation."""
    return SubjectRef("shared_evaluation", str(shared.pk), shared.digest)


def _key_ref(key: DistrictKey) -> SubjectRef:
    return SubjectRef("district_key", str(key.pk))


def _key_refused(document: Document) -> Problem:
    return Problem(
        "evaluations.key_refused",
        what=Sentence("This file is signed with a key that was refused here."),
        why=Sentence("Somebody compared it and found that it is not {district}’s.", district=document.district),
        next_step=Sentence("Ask the other district. Nothing was kept."),
        kind=Kind.CONFLICT,
        fields={"file": Sentence("Signed with a refused key.")},
    )
