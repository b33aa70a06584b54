"""From a question to its reply: drafted, accepted by name, marked as sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings

from chalkline.assist.drafts.commands.gaps import open_gap
from chalkline.assist.drafts.commands.referring import (
    accepted,
    draft_ref,
    locked,
    may_work_on,
    question_ref,
    sent,
    sources_named,
)
from chalkline.assist.drafts.events import GapMetAgain, GapOpened, ReplyAccepted, ReplyDrafted, ReplySent
from chalkline.assist.drafts.models import Draft, Question
from chalkline.assist.drafts.personal import masked
from chalkline.assist.drafts.preparing import Prepared, letter, plain_checked, prepare
from chalkline.assist.drafts.rules import check_open
from chalkline.assist.drafts.theming import theme_of
from chalkline.assist.drafts.words import Asker, Outcome, QuestionState, Writing
from chalkline.kernel.clock import local_day
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.protect.borne_out.words import Standing


@command(records=(ReplyDrafted, GapOpened, GapMetAgain))
def draft_reply(actor: Actor, question: Question, *, writing: Writing | None = None, now: datetime) -> Draft:
    """Draft a reply from what is approved at this moment. ``writing``: what a model wrote, to be checked here.

    Where nothing approved answers, no draft is made, and a gap is opened or met again.
    """
    current = locked(question)
    may_work_on(actor, current)
    check_open(QuestionState(current.state), QuestionState.OPEN, QuestionState.ACCEPTED)
    today = local_day(now, settings.TIME_ZONE)
    made = prepare(actor, current.text, Asker(current.asker), current.language, today=today, writing=writing)
    current.theme = theme_of(current.text, made.found.hits, sure=made.outcome is Outcome.DRAFT)
    current.state = QuestionState.OPEN  # what was accepted and has not gone out is laid aside with its draft
    current.save(update_fields=["theme", "state"])
    draft = _keep(actor, current, made, now)
    if made.outcome in {Outcome.NOTHING, Outcome.RELATED}:
        open_gap(actor, current, now)
    fact = ReplyDrafted(
        question_ref(current),
        draft_ref(draft),
        sources_named({each.cites for each in made.holding}),
        made.outcome,
        made.mode,
        made.model,
        made.fell_back,
        len(made.holding),
        sum(each.standing is Standing.FAILS for each in made.sentences),
    )
    record(fact, actor_id=actor.id, now=now)
    return draft


@command(records=(ReplyAccepted,))
def accept_reply(actor: Actor, draft: Draft, reply: str, *, stand_by: Collection[str] = (), now: datetime) -> Draft:
    """Accept a reply by name. Every sentence is checked once more against sources that are live now.

    ``stand_by``: sentences that do not hold by themselves and that the reviewer checked and answers for.
    """
    question = _question_of(draft)
    may_work_on(actor, question)
    check_open(QuestionState(question.state), QuestionState.OPEN)
    done = accepted(actor, draft, reply, stand_by=stand_by, now=now)
    question.state = QuestionState.ACCEPTED
    question.save(update_fields=["state"])
    fact = ReplyAccepted(
        question_ref(question),
        draft_ref(done.draft),
        done.sources,
        done.draft.mode,
        done.changed,
        done.seconds,
        done.draft.stood_by,
    )
    record(fact, actor_id=actor.id, now=now)
    return done.draft


@command(records=(ReplySent,))
def mark_sent(actor: Actor, draft: Draft, *, now: datetime) -> Draft:
    """Say that the accepted reply went out. Chalkline itself sends nothing to anybody.

    Personal data in the question is masked at once: it was needed to answer, and is needed no more.
    """
    question = _question_of(draft)
    may_work_on(actor, question)
    check_open(QuestionState(question.state), QuestionState.ACCEPTED)
    current = sent(draft, now)
    question.state, question.closed_at, question.text = QuestionState.SENT, now, masked(question.text)
    question.save(update_fields=["state", "closed_at", "text"])
    record(ReplySent(question_ref(question), draft_ref(current)), actor_id=actor.id, now=now)
    return current


def _question_of(draft: Draft) -> Question:
    assert draft.question is not None  # drafts of newsletters have commands of their own
    return locked(draft.question)


def _keep(actor: Actor, question: Question, made: Prepared, now: datetime) -> Draft:
    titles = {hit.passage_id: hit.title for hit in made.found.hits}
    text = ""
    if made.outcome is Outcome.DRAFT:
        cited = [titles[each.cites] for each in made.holding]
        text = letter(made.holding, question.language, actor.name, cited)
    return Draft.objects.create(
        question=question,
        number=question.drafts.count() + 1,
        mode=made.mode,
        outcome=made.outcome,
        fell_back=made.fell_back,
        model=made.model[:120],
        by_meaning=made.found.by_meaning,
        passages=[hit.passage_id for hit in made.found.hits],
        sentences=plain_checked(made.sentences),
        text=text,
        drafted_at=now,
        drafted_by_id=actor.id,
    )
