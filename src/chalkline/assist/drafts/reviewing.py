"""What an edited text is checked against: the sources of its draft that may be quoted now. Reads only."""

from __future__ import annotations

from datetime import date

from chalkline.assist.drafts.models import Draft
from chalkline.assist.drafts.preparing import frame_lines, sources_still_live
from chalkline.assist.drafts.words import Asker
from chalkline.assist.library.api import Audience
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.borne_out.checking import check_edited
from chalkline.protect.borne_out.splitting import sentences_of
from chalkline.protect.borne_out.words import Checked, Source, Standing


def asker_of(draft: Draft) -> Asker:
    """Who reads the text: whom it may quote to follows from it."""
    if draft.question:
        return Asker(draft.question.asker)
    assert draft.newsletter is not None
    return Asker.FAMILY if draft.newsletter.audience == Audience.PUBLIC else Asker.STAFF


def live_sources(actor: Actor, draft: Draft, *, today: date) -> dict[int, Source]:
    """The passages of a draft that may be quoted now. Raises Problem("questions.source_gone")."""
    sources = sources_still_live(actor, draft.passages, asker_of(draft), today=today)
    if _cited(draft) - set(sources):
        raise Problem(
            "questions.source_gone",
            what=Sentence("A source of this draft is no longer approved."),
            why=Sentence("It expired, was replaced or was withdrawn since the draft was made."),
            next_step=Sentence("Draft again: what is approved now is used."),
            kind=Kind.CONFLICT,
        )
    return sources


def source_gone(actor: Actor, draft: Draft, *, today: date) -> bool:
    """Whether something that a draft quotes may not be quoted any more: then nobody is shown its text as if it held."""
    return bool(_cited(draft) - set(sources_still_live(actor, draft.passages, asker_of(draft), today=today)))


def _cited(draft: Draft) -> set[int]:
    return {each["cites"] for each in draft.sentences if each["standing"] != Standing.FAILS}


def check_reply_text(actor: Actor, draft: Draft, reply: str, sources: dict[int, Source]) -> tuple[Checked, ...]:
    """Every sentence of an edited text that states something, against the draft's sources."""
    frame = _frame(actor, draft, sources)
    lines = [line for line in (each.strip() for each in reply.splitlines()) if line and line not in frame]
    said = [sentence for line in lines for sentence in sentences_of(line)]
    fixed = {sentence for line in frame for sentence in sentences_of(line)}
    return tuple(check_edited(each, sources) for each in said if each not in fixed)


def _frame(actor: Actor, draft: Draft, sources: dict[int, Source]) -> frozenset[str]:
    """The lines that state nothing: greeting, closing, name, headings, the list of sources."""
    titles = list(dict.fromkeys(each.title.split("\n")[0] for each in sources.values()))
    if draft.question:
        return frame_lines(draft.question.language, actor.name, titles)
    assert draft.newsletter is not None
    own = frozenset([draft.newsletter.title, *draft.newsletter.points])
    return frame_lines(draft.newsletter.language, actor.name, titles) | own
