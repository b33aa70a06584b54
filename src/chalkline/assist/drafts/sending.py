"""Reads of what goes to many, of what was wrong, and of what rests on a source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from chalkline.assist.drafts.models import Correction, Draft, Newsletter, Question
from chalkline.assist.library.api import Version, all_live_passages, live_on
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.borne_out.checking import folded
from chalkline.protect.borne_out.words import Standing

SENT_DAYS = 90  # later, readers have what they read from elsewhere


def newsletters(actor: Actor) -> QuerySet[Newsletter]:
    """Newsletters, newest first."""
    actor.must("newsletters.see")
    return Newsletter.objects.select_related("begun_by")


def newsletter_by_id(actor: Actor, newsletter_id: str) -> Newsletter:
    """One newsletter. Raises Problem("not_found")."""
    found = newsletters(actor).filter(pk=id_from(newsletter_id)).first()
    if found is None:
        raise not_found(Sentence("newsletter"))
    return found


def newest_newsletter_draft(actor: Actor, newsletter: Newsletter) -> Draft | None:
    """The draft that counts now, or None before the first."""
    actor.must("newsletters.see")
    return newsletter.drafts.select_related("question", "newsletter", "accepted_by", "drafted_by").first()


def missing_points(draft: Draft) -> list[str]:
    """Points of a newsletter that its draft says nothing of, because nothing approved speaks of them."""
    if draft.newsletter is None:
        return []
    said = set(draft.text.splitlines())
    return [point for point in draft.newsletter.points if point not in said]


def correction_of(actor: Actor, draft: Draft) -> Correction | None:
    """The newest correction of something that went out. The caller has read the draft by its own query."""
    if draft.question is None:
        actor.must("newsletters.see")
    else:
        actor.must("questions.see", owner_id=str(draft.question.taken_by_id), hidden=True)
    return draft.corrections.select_related("found_by", "corrected_by", "told_by").first()


def corrections_open(actor: Actor) -> QuerySet[Correction]:
    """Corrections whose readers were not told yet, of what this person may read."""
    actor.must("corrections.make")
    found = Correction.objects.filter(told_at=None).select_related("draft__question", "draft__newsletter")
    if actor.may("questions.see"):
        return found
    mine = Question.objects.filter(taken_by_id=id_from(actor.id))
    return found.filter(draft__question__in=mine) | found.filter(draft__question=None)


@dataclass(frozen=True)
class Rests:
    """How many texts rest on a version: sent ones, and accepted ones that have not gone out."""

    sent: int
    accepted: int


def resting_on(version: Version) -> Rests:
    """What a doubted or replaced version was quoted in. Counts only."""
    cited = Draft.objects.filter(cited=version)
    return Rests(cited.filter(sent_at__isnull=False).count(), cited.filter(sent_at=None).count())


def others_resting_on(actor: Actor, correction: Correction) -> list[Draft]:
    """Other texts that went out and rest on what misled: they may have to be corrected too."""
    actor.must("corrections.make")
    found = Draft.objects.filter(cited__in=correction.misled.all(), sent_at__isnull=False).exclude(
        pk=correction.draft_id
    )
    allowed = found.select_related("question", "newsletter").distinct().order_by("-sent_at")[:20]
    sees_all = actor.may("questions.see")
    return [each for each in allowed if sees_all or not each.question or str(each.question.taken_by_id) == actor.id]


def sent_and_gone(actor: Actor, *, today: date) -> list[Draft]:
    """Texts that went out lately and quote what is not approved any more, and does not stand in what replaced it.

    They may have to be corrected: somebody looks, and opens a correction or says that they are still right.
    """
    actor.must("corrections.make")
    live = live_on(today)
    lately = Draft.objects.filter(sent_at__date__gt=today - timedelta(days=SENT_DAYS), still_right_at=None)
    found = lately.filter(corrections=None, cited__in=Version.objects.exclude(live)).select_related(
        "question", "newsletter"
    )
    sees_all = actor.may("questions.see")
    return [
        each
        for each in found.distinct().order_by("-sent_at")
        if (sees_all or not each.question or str(each.question.taken_by_id) == actor.id) and _says_more(each, today)
    ]


def _says_more(draft: Draft, today: date) -> bool:
    """Whether a sentence it quotes stands in no passage of the same documents that is live."""
    documents = draft.cited.values("document_id")
    rows = all_live_passages(today).filter(version__document_id__in=documents)
    said = folded("\n".join(rows.values_list("text", flat=True)))
    quotes = [each["quote"] or each["text"] for each in draft.sentences if each["standing"] != Standing.FAILS]
    return any(folded(each) not in said for each in quotes)
