"""Writes of agreements: record one, end one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.core.files.base import ContentFile

from chalkline.kernel.clock import local_day
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.events import AgreementEnded, AgreementRecorded
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.agreements.queries import last_day
from chalkline.tools.agreements.rules import check_kind, check_schedule, check_term, check_terms
from chalkline.tools.agreements.words import NO_TERMS, AgreementKind, Terms
from chalkline.tools.register.api import Tool, tool_ref

LARGEST_FILE = 20 * 1024 * 1024
PDF = b"%PDF-"


@command(records=(AgreementRecorded,))
def record_agreement(
    actor: Actor,
    tool: Tool,
    kind: AgreementKind,
    *,
    signed_on: date,
    ends_on: date,
    elements: Collection[str],
    file: bytes | None = None,
    terms: Terms = NO_TERMS,
    amends: Agreement | None = None,
    now: datetime,
) -> Agreement:
    """Record a signed agreement. ``elements`` is its schedule of data; ``file`` the signed PDF.

    ``amends``: the agreement that an addendum belongs to. It is never changed: a new one is recorded, this one ended.
    Raises Problem: agreements.term_unclear, .elements_unknown, .not_for_students, .terms_unclear, .kind_unclear.
    """
    actor.must("agreements.record")
    today = local_day(now, settings.TIME_ZONE)
    check_term(signed_on, ends_on, today)
    terms = check_terms(terms, signed_on, ends_on)
    under = Agreement.objects.select_related("tool").get(pk=amends.pk) if amends else None
    check_kind(
        kind,
        terms,
        under=AgreementKind(under.kind) if under else None,
        same_tool=under is not None and under.tool_id == tool.pk,
        holds=under is not None and last_day(under) >= today,
    )
    rules = {rule.element: rule for rule in vocabulary().element_rules()}
    covering = AgreementKind(under.kind) if under else kind
    check_schedule(covering, elements, rules, [name for name, rule in rules.items() if rule.is_student_record])
    digest = _checked_file(file) if file else ""
    agreement = Agreement(
        tool=tool,
        kind=kind,
        signed_on=signed_on,
        ends_on=ends_on,
        elements=sorted(set(elements)),
        file_digest=digest,
        recorded_by=actor.id,
        recorded_at=now,
        amends=under,
        version=terms.version,
        state=terms.state,
        renews_by_itself=terms.renews_by_itself,
        notice_days=terms.notice_days,
        breach_hours=terms.breach_hours,
        deletion_days=terms.deletion_days,
        certificate=terms.certificate,
        data_in=terms.data_in,
        ai_terms=terms.ai,
        offer_ends_on=terms.offer_ends_on,
        joined_from=terms.joined_from,
        clauses=dict(terms.clauses),
    )
    if file:
        agreement.file.save(f"{agreement.id}.pdf", ContentFile(file), save=False)
    agreement.save(force_insert=True)
    record(
        AgreementRecorded(
            agreement=_ref(agreement),
            tool=tool_ref(tool),
            name=tool.name,
            agreement_kind=kind,
            signed_on=signed_on,
            ends_on=ends_on,
            elements=tuple(agreement.elements),
            file_digest=digest,
            terms=terms.said,
            amends=_ref(under) if under else None,
        ),
        actor_id=actor.id,
        now=now,
    )
    return agreement


@command(records=(AgreementEnded,))
def end_agreement(actor: Actor, agreement: Agreement, *, ended_on: date, why: str, now: datetime) -> Agreement:
    """Say that an agreement ended before its term: ``ended_on`` is its last day."""
    actor.must("agreements.record")
    current = Agreement.objects.select_for_update().select_related("tool").get(pk=agreement.pk)
    if current.ended_on or not current.signed_on <= ended_on <= current.ends_on or not why.strip():
        raise Problem(
            "agreements.cannot_end",
            what=Sentence("This agreement cannot be ended that way."),
            why=Sentence("It has to be in force, with a last day inside its term and a reason."),
            next_step=Sentence("Check the last day and write the reason."),
            kind=Kind.CONFLICT if current.ended_on else Kind.INVALID,
        )
    current.ended_on = ended_on
    current.save(update_fields=["ended_on"])
    tool = current.tool
    record(AgreementEnded(_ref(current), tool_ref(tool), tool.name, ended_on, why.strip()), actor_id=actor.id, now=now)
    return current


def _checked_file(file: bytes) -> str:
    if len(file) > LARGEST_FILE or not file.startswith(PDF):
        raise Problem(
            "agreements.file_not_pdf",
            what=Sentence("The file is not a PDF of at most 20 MB."),
            why=Sentence("The signed agreement is kept exactly as it was signed, with its digest."),
            next_step=Sentence("Attach the signed PDF, or record the agreement without a file."),
            fields={"file": Sentence("Attach a PDF of at most 20 MB.")},
        )
    return hashlib.sha256(file).hexdigest()


def _ref(agreement: Agreement) -> SubjectRef:
    return SubjectRef("agreement", str(agreement.id))
