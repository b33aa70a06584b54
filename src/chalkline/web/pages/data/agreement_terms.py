"""How the terms of an agreement are told: each with its clause, the last day for notice, its addenda."""

from __future__ import annotations

from datetime import date
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.tools.agreements.api import (
    AI_TERMS_NAMES,
    KIND_NAMES,
    Agreement,
    AgreementKind,
    AiTerms,
    notice_by,
    terms_of,
)
from chalkline.web.routes import address_of

NOT_SAID = Sentence("It does not say.")


def terms_told(agreement: Agreement, today: date) -> dict[str, Any]:
    """What the page of an agreement says of its terms."""
    terms, notice = terms_of(agreement), notice_by(agreement)
    where = dict(terms.clauses)

    def row(name: str, label: Sentence, value: Any) -> dict[str, Any]:
        return {"label": label, "value": value or NOT_SAID, "clause": where.get(name, ""), "open": not value}

    return {
        "terms": [
            row("notice_days", Sentence("Renewal"), _renewal(terms.renews_by_itself, notice)),
            row("breach_hours", Sentence("Notice of a breach"), terms.breach_hours and Sentence(
                "Within {n} hours.", n=terms.breach_hours)),
            row("deletion_days", Sentence("Deletion"), terms.deletion_days and Sentence(
                "Within {n} days of the end or of a request.", n=terms.deletion_days)),
            row("certificate", Sentence("Certificate of deletion"), terms.certificate is not None and (
                Sentence("It has to certify it.") if terms.certificate else Sentence("None is promised."))),
            row("data_in", Sentence("Where the data lives"), terms.data_in),
            row("ai", Sentence("AI"), terms.ai is not AiTerms.NOT_SAID and AI_TERMS_NAMES[terms.ai]),
        ],
        "form": ", ".join(each for each in (terms.version, terms.state) if each),
        "joined_from": terms.joined_from,
        "offer_ends_on": terms.offer_ends_on,
        "offer_over": bool(terms.offer_ends_on and terms.offer_ends_on < today),
        "under": agreement.amends,
        "under_kind": KIND_NAMES[AgreementKind(agreement.amends.kind)] if agreement.amends else "",
        "addenda": [
            {
                "title": KIND_NAMES[AgreementKind(each.kind)],
                "url": address_of("data.agreement", each.pk),
                "detail": Sentence("{state}, signed on {day}.", state=each.state, day=each.signed_on),
            }
            for each in agreement.addenda.all()
        ],
    }  # fmt: skip


def _renewal(by_itself: bool | None, notice: date | None) -> Sentence | None:
    if by_itself is None:
        return None
    if not by_itself:
        return Sentence("It ends; a renewal is signed anew.")
    if notice is None:
        return Sentence("It renews by itself.")
    return Sentence("It renews by itself, unless notice is given by {day}.", day=notice)
