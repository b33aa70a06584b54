"""From points to a newsletter: begun, drafted from approved sources, accepted by name, marked as sent, laid aside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings

from chalkline.assist.drafts.commands.referring import accepted, draft_ref, newsletter_ref, sent, sources_named
from chalkline.assist.drafts.events import (
    NewsletterAccepted,
    NewsletterBegun,
    NewsletterClosed,
    NewsletterDrafted,
    NewsletterSent,
)
from chalkline.assist.drafts.models import Draft, Newsletter
from chalkline.assist.drafts.newsletters import compose, newsletter_text
from chalkline.assist.drafts.preparing import plain_checked
from chalkline.assist.drafts.rules import check_newsletter, check_open
from chalkline.assist.drafts.words import Outcome, QuestionState, Writing
from chalkline.assist.library.api import LANGUAGES, Audience
from chalkline.kernel.clock import local_day
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(NewsletterBegun,))
def begin_newsletter(
    actor: Actor, title: str, points: Sequence[str], audience: Audience, *, language: str = "en", now: datetime
) -> Newsletter:
    """Say what a newsletter should speak of, one line for each point. To whom it goes says what it may quote."""
    actor.must("newsletters.draft")
    lines = list(dict.fromkeys(" ".join(each.replace("\0", "").split()) for each in points if each.strip()))
    check_newsletter(title, lines)
    newsletter = Newsletter.objects.create(
        title=title.strip(),
        points=lines,
        language=language if language in LANGUAGES else "en",
        audience=Audience.PUBLIC if audience is Audience.PUBLIC else Audience.STAFF,
        state=QuestionState.OPEN,
        begun_by_id=actor.id,
        begun_at=now,
    )
    fact = NewsletterBegun(newsletter_ref(newsletter), newsletter.audience, newsletter.language, len(lines))
    record(fact, actor_id=actor.id, now=now)
    return newsletter


@command(records=(NewsletterDrafted,))
def draft_newsletter(actor: Actor, newsletter: Newsletter, *, writing: Writing | None = None, now: datetime) -> Draft:
    """Draft it from what is approved at this moment. ``writing``: what a model wrote, to be checked here."""
    actor.must("newsletters.draft")
    current = _locked(newsletter)
    check_open(QuestionState(current.state), QuestionState.OPEN, QuestionState.ACCEPTED)
    current.state = QuestionState.OPEN  # what was accepted and has not gone out is laid aside with its draft
    current.save(update_fields=["state"])
    composed = compose(actor, current, today=local_day(now, settings.TIME_ZONE), writing=writing)
    holding = composed.holding
    draft = Draft.objects.create(
        newsletter=current,
        number=current.drafts.count() + 1,
        mode=composed.mode,
        outcome=Outcome.DRAFT if holding else Outcome.NOTHING,
        fell_back=composed.fell_back,
        model=composed.model[:120],
        by_meaning=composed.by_meaning,
        passages=composed.passages,
        sentences=plain_checked(composed.sentences),
        text=newsletter_text(current, composed) if holding else "",
        drafted_at=now,
        drafted_by_id=actor.id,
    )
    fact = NewsletterDrafted(
        newsletter_ref(current),
        draft_ref(draft),
        sources_named({each.cites for each in holding}),
        draft.mode,
        draft.model,
        draft.fell_back,
        len(holding),
        len(composed.sentences) - len(holding),
        len(composed.missing),
    )
    record(fact, actor_id=actor.id, now=now)
    return draft


@command(records=(NewsletterAccepted,))
def accept_newsletter(actor: Actor, draft: Draft, text: str, *, stand_by: Collection[str] = (), now: datetime) -> Draft:
    """Accept it by name, as a reply is accepted."""
    actor.must("newsletters.draft")
    newsletter = _newsletter_of(draft)
    check_open(QuestionState(newsletter.state), QuestionState.OPEN)
    done = accepted(actor, draft, text, stand_by=stand_by, now=now)
    newsletter.state = QuestionState.ACCEPTED
    newsletter.save(update_fields=["state"])
    fact = NewsletterAccepted(
        newsletter_ref(newsletter),
        draft_ref(done.draft),
        done.sources,
        done.draft.mode,
        done.changed,
        done.seconds,
        done.draft.stood_by,
    )
    record(fact, actor_id=actor.id, now=now)
    return done.draft


@command(records=(NewsletterSent,))
def mark_newsletter_sent(actor: Actor, draft: Draft, *, now: datetime) -> Draft:
    """Say that the accepted newsletter went out. Chalkline itself sends nothing to anybody."""
    actor.must("newsletters.draft")
    newsletter = _newsletter_of(draft)
    check_open(QuestionState(newsletter.state), QuestionState.ACCEPTED)
    current = sent(draft, now)
    newsletter.state, newsletter.closed_at = QuestionState.SENT, now
    newsletter.save(update_fields=["state", "closed_at"])
    record(NewsletterSent(newsletter_ref(newsletter), draft_ref(current)), actor_id=actor.id, now=now)
    return current


@command(records=(NewsletterClosed,))
def close_newsletter(actor: Actor, newsletter: Newsletter, *, now: datetime) -> Newsletter:
    """Lay a newsletter aside that will not go out."""
    actor.must("newsletters.draft")
    current = _locked(newsletter)
    check_open(QuestionState(current.state), QuestionState.OPEN, QuestionState.ACCEPTED)
    current.state, current.closed_at = QuestionState.CLOSED, now
    current.save(update_fields=["state", "closed_at"])
    record(NewsletterClosed(newsletter_ref(current)), actor_id=actor.id, now=now)
    return current


def _locked(newsletter: Newsletter) -> Newsletter:
    return Newsletter.objects.select_for_update().get(pk=newsletter.pk)


def _newsletter_of(draft: Draft) -> Newsletter:
    assert draft.newsletter is not None  # drafts of replies have commands of their own
    return _locked(draft.newsletter)
