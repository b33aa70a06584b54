"""Reads of kept texts: what there is, never what it says."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.kept_texts.models import KeptText
from chalkline.people.api import Actor


def kept_texts(actor: Actor, use_id: str = "") -> QuerySet[KeptText]:
    """Kept texts whose existence this person may know of, newest first. Their words are not read here."""
    actor.must("kept_texts.read", hidden=True)
    found = KeptText.objects.select_related("use__tool", "key").defer("sealed")
    return found.filter(use_id=id_from(use_id)) if use_id else found


def kept_text_by_id(actor: Actor, kept_id: str) -> KeptText:
    """One, for who may read it. Raises Problem("not_found")."""
    actor.must("kept_texts.read", hidden=True)
    found = KeptText.objects.select_related("use__tool", "key").filter(pk=id_from(kept_id)).first()
    if found is None:
        raise not_found(Sentence("kept text"))
    return found


def kept_now(on: date) -> int:
    """How many texts are kept on a day: for the pages that say so. No actor: a count."""
    return KeptText.objects.filter(expires_on__gte=on).count()
