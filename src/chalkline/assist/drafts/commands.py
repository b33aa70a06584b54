"""Writes of drafts: take a question in, draft, accept, mark as sent, close, forget; open and close gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings

from chalkline.assist.drafts.checking import check_edited
from chalkline.assist.drafts.events import (
    GapClosed,
    GapMetAgain,
    GapOpened,
    QuestionClosed,
    QuestionsForgotten,
    QuestionTaken,
    ReplyAccepted,
    ReplyDrafted,
    ReplySent,
)
from chalkline.assist.drafts.gapping import is_filled_by, same_gap, who_should_fill
from chalkline.assist.drafts.measuring import seconds_spent, share_changed
from chalkline.assist.drafts.models import Draft, Gap, Question
from chalkline.assist.drafts.preparing import (
    Prepared,
    frame_lines,
    letter,
    personal_data,
    plain_checked,
    prepare,
    sources_still_live,
)
from chalkline.assist.drafts.rules import check_open, check_question, check_reply, check_stood_by
from chalkline.assist.drafts.splitting import sentences_of
from chalkline.assist.drafts.theming import kept_words, theme_of
from chalkline.assist.drafts.words import Asker, Checked, Outcome, QuestionState, Source, Standing, Writing
from chalkline.assist.library.api import Audience, Document, Passage, Theme, Version
from chalkline.assist.retrieval.api import language_of
from chalkline.kernel.clock import local_day
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, person_by_id


@command(records=(QuestionTaken,))
def take_question(actor: Actor, text: str, asker: Asker, *, language: str = "", now: datetime) -> Question:
    """Take in a question that came by mail, telephone or at the counter. Its text is kept for some days only."""
    actor.must("questions.draft")
    plain = text.strip().replace("\0", "")
    check_question(plain)
    kinds = Counter(each.element for each in personal_data(plain))
    spoken = language or language_of(plain)
    question = Question.objects.create(
        asker=asker,
        language=spoken,
        text=plain,
        keep_until=local_day(now, settings.TIME_ZONE) + timedelta(days=settings.CHALKLINE.question_days),
        found=dict(sorted(kinds.items())),
        theme=theme_of(plain, (), sure=False),
        state=QuestionState.OPEN,
        taken_by_id=actor.id,
        asked_at=now,
    )
    fact = QuestionTaken(_ref(question), asker, spoken, question.theme, tuple(sorted(kinds)))
    record(fact, actor_id=actor.id, now=now)
    return question


@command(records=(ReplyDrafted, GapOpened, GapMetAgain))
def draft_reply(actor: Actor, question: Question, *, writing: Writing | None = None, now: datetime) -> Draft:
    """Draft a reply from what is approved at this moment. ``writing``: what a model wrote, to be checked here.

    Where nothing approved answers, no draft is made, and a gap is opened or met again.
    """
    current = _locked(question)
    actor.must("questions.draft")
    actor.must("questions.see", owner_id=str(current.taken_by_id), hidden=True)
    check_open(QuestionState(current.state), QuestionState.OPEN)
    asker = Asker(current.asker)
    today = local_day(now, settings.TIME_ZONE)
    made = prepare(actor, current.text, asker, current.language, today=today, writing=writing)
    current.theme = theme_of(current.text, made.found.hits, sure=made.outcome is Outcome.DRAFT)
    current.save(update_fields=["theme"])
    draft = _keep_draft(actor, current, made, now)
    if made.outcome in {Outcome.NOTHING, Outcome.RELATED}:
        _open_gap(actor, current, now)
    cited = {each.cites for each in made.holding}
    fact = ReplyDrafted(
        _ref(current),
        SubjectRef("draft", str(draft.pk)),
        tuple(_sources(cited)),
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
    question = _locked(draft.question)
    actor.must("questions.draft")
    actor.must("questions.see", owner_id=str(question.taken_by_id), hidden=True)
    check_open(QuestionState(question.state), QuestionState.OPEN)
    check_reply(reply)
    current = Draft.objects.select_for_update().get(pk=draft.pk)
    sources = live_sources(actor, current, today=local_day(now, settings.TIME_ZONE))
    checked = check_reply_text(actor, current, reply, sources)
    check_stood_by(checked, stand_by)
    current.reply, current.accepted_at = reply.strip(), now
    current.accepted_by = person_by_id(actor.id)
    current.stood_by = sum(each.standing is not Standing.HOLDS for each in checked)
    current.changed = share_changed(current.text, reply)
    current.seconds = seconds_spent(current.drafted_at, now)
    current.save()
    question.state = QuestionState.ACCEPTED
    question.save(update_fields=["state"])
    cited = {each.cites for each in checked if each.standing is Standing.HOLDS}
    fact = ReplyAccepted(
        _ref(question),
        SubjectRef("draft", str(current.pk)),
        tuple(_sources(cited)),
        current.mode,
        current.changed,
        -1 if current.seconds is None else current.seconds,
        current.stood_by,
    )
    record(fact, actor_id=actor.id, now=now)
    return current


@command(records=(ReplySent,))
def mark_sent(actor: Actor, draft: Draft, *, now: datetime) -> Draft:
    """Say that the accepted reply went out. Chalkline itself sends nothing to anybody."""
    question = _locked(draft.question)
    actor.must("questions.draft")
    actor.must("questions.see", owner_id=str(question.taken_by_id), hidden=True)
    check_open(QuestionState(question.state), QuestionState.ACCEPTED)
    current = Draft.objects.select_for_update().get(pk=draft.pk, accepted_at__isnull=False)
    current.sent_at = now
    current.save(update_fields=["sent_at"])
    question.state, question.closed_at = QuestionState.SENT, now
    question.save(update_fields=["state", "closed_at"])
    record(ReplySent(_ref(question), SubjectRef("draft", str(current.pk))), actor_id=actor.id, now=now)
    return current


@command(records=(QuestionClosed,))
def close_question(actor: Actor, question: Question, *, now: datetime) -> Question:
    """Close a question that needs no reply from here."""
    current = _locked(question)
    actor.must("questions.draft")
    actor.must("questions.see", owner_id=str(current.taken_by_id), hidden=True)
    check_open(QuestionState(current.state), QuestionState.OPEN)
    current.state, current.closed_at = QuestionState.CLOSED, now
    current.save(update_fields=["state", "closed_at"])
    record(QuestionClosed(_ref(current)), actor_id=actor.id, now=now)
    return current


@command(records=(QuestionsForgotten,), may_change_nothing=True)
def forget_texts(actor: Actor, *, now: datetime) -> int:
    """Empty the texts of questions and replies whose time is over. Numbers and sources stay."""
    actor.must("questions.forget")
    over = Question.objects.filter(keep_until__lt=local_day(now, settings.TIME_ZONE), forgotten_at=None)
    ids = list(over.values_list("pk", flat=True))
    if not ids:
        return 0
    Draft.objects.filter(question_id__in=ids).update(text="", reply="", sentences=[])
    Question.objects.filter(pk__in=ids).update(text="", forgotten_at=now)
    record(QuestionsForgotten(SubjectRef("questions", "texts"), len(ids)), actor_id=actor.id, now=now)
    return len(ids)


@command(records=(GapClosed,))
def close_gap(actor: Actor, gap: Gap, *, why: str, now: datetime) -> Gap:
    """Close a gap that is none, with the reason."""
    current = Gap.objects.select_for_update().get(pk=gap.pk)
    actor.must("gaps.close", owner_id=str(current.owner_id))
    if current.closed_at or not why.strip():
        raise Problem(
            "gaps.cannot_close",
            what=Sentence("This gap cannot be closed that way."),
            why=Sentence("It was closed already, or nobody said why."),
            next_step=Sentence("Write down why nothing needs to be written about it."),
            kind=Kind.CONFLICT if current.closed_at else Kind.INVALID,
            fields={"why": Sentence("Write why.")},
        )
    return _close_gap(actor, current, why.strip()[:300], None, now)


@command(records=(GapClosed,), may_change_nothing=True)
def close_filled_gaps(actor: Actor, document_id: UUID | str, *, now: datetime) -> int:
    """Close every open gap that a newly approved document answers. Follows from the approval."""
    actor.must("gaps.close")
    version = Version.objects.select_related("document").filter(document_id=document_id, state="approved").first()
    if version is None:
        return 0
    said = Sentence("“{title}” was approved.", title=version.document.title)
    closed = 0
    for gap in Gap.objects.select_for_update().filter(closed_at=None, theme=version.document.theme):
        reaches = version.document.audience == Audience.PUBLIC or gap.audience != Audience.PUBLIC
        if reaches and is_filled_by(gap, version):
            _close_gap(actor, gap, str(said), version.document, now)
            closed += 1
    return closed


def live_sources(actor: Actor, draft: Draft, *, today: date) -> dict[int, Source]:
    """The passages of a draft that may be quoted now. Raises Problem("questions.source_gone")."""
    asker = Asker(draft.question.asker)
    sources = sources_still_live(actor, draft.passages, asker, today=today)
    gone = {each["cites"] for each in draft.sentences if each["standing"] != Standing.FAILS} - set(sources)
    if gone:
        raise Problem(
            "questions.source_gone",
            what=Sentence("A source of this draft is no longer approved."),
            why=Sentence("It expired, was replaced or was withdrawn since the draft was made."),
            next_step=Sentence("Draft again: what is approved now is used."),
            kind=Kind.CONFLICT,
        )
    return sources


def check_reply_text(actor: Actor, draft: Draft, reply: str, sources: dict[int, Source]) -> tuple[Checked, ...]:
    """Every sentence of an edited reply that states something, against the draft's sources."""
    frame = frame_lines(draft.question.language, actor.name, titles_of(sources))
    lines = [line for line in (each.strip() for each in reply.splitlines()) if line and line not in frame]
    said = [sentence for line in lines for sentence in sentences_of(line)]
    fixed = {sentence for line in frame for sentence in sentences_of(line)}
    return tuple(check_edited(each, sources) for each in said if each not in fixed)


def titles_of(sources: dict[int, Source]) -> list[str]:
    """The titles of the documents behind the sources."""
    return list(dict.fromkeys(each.title.split("\n")[0] for each in sources.values()))


def _keep_draft(actor: Actor, question: Question, made: Prepared, now: datetime) -> Draft:
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


def _open_gap(actor: Actor, question: Question, now: datetime) -> None:
    words = kept_words(question.text)
    audience = Audience.PUBLIC if question.asker == Asker.FAMILY else Audience.STAFF
    theme = Theme(question.theme)
    known = same_gap(theme, question.language, audience, words)
    if known:
        known.questions.add(question)
        record(GapMetAgain(_gap_ref(known), theme, known.questions.count()), actor_id=actor.id, now=now)
        return
    owner = who_should_fill(theme, actor.id)
    gap = Gap.objects.create(
        theme=theme,
        language=question.language,
        audience=audience,
        words=words,
        owner_id=owner,
        opened_at=now,
    )
    gap.questions.add(question)
    fact = GapOpened(_gap_ref(gap), SubjectRef("person", owner), theme, question.language)
    record(fact, actor_id=actor.id, now=now)


def _close_gap(actor: Actor, gap: Gap, why: str, document: Document | None, now: datetime) -> Gap:
    gap.closed_at, gap.closed_why, gap.document = now, why, document
    gap.save(update_fields=["closed_at", "closed_why", "document"])
    cited = (SubjectRef("document", str(document.pk)),) if document else ()
    record(GapClosed(_gap_ref(gap), gap.theme, why, cited), actor_id=actor.id, now=now)
    return gap


def _sources(passage_ids: Collection[int]) -> list[SubjectRef]:
    rows = Passage.objects.filter(pk__in=passage_ids).select_related("version").order_by("version__document_id")
    found = {SubjectRef("document", str(row.version.document_id), row.version.digest) for row in rows}
    return sorted(found)


def _locked(question: Question) -> Question:
    return Question.objects.select_for_update(of=("self",)).select_related("taken_by").get(pk=question.pk)


def _ref(question: Question) -> SubjectRef:
    return SubjectRef("question", str(question.pk))


def _gap_ref(gap: Gap) -> SubjectRef:
    return SubjectRef("gap", str(gap.pk))
