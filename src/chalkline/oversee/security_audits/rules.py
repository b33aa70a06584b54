"""What an answer needs, when an audit can be finished, who may retest. Pure."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.security_audits.words import Answered, Evidence

TEXT_LIMIT = 5000


def check_answer(answered: Answered) -> None:
    """Raises Problem("security_audits.evidence_needed")."""
    shown = {
        Evidence.COMPUTED: bool(answered.words),
        Evidence.FILE: bool(answered.file_digest),
        Evidence.LINK: is_link(answered.link),
        Evidence.SEEN: bool(answered.words.strip()),
    }[answered.evidence]
    if shown and len(answered.words) <= TEXT_LIMIT:
        return
    raise Problem(
        "security_audits.evidence_needed",
        what=Sentence("An answer needs something that shows it."),
        why=Sentence("Next year somebody else has to be able to see why it was answered so."),
        next_step=Sentence("Attach a file, give a link that begins with https, or say what you saw and where."),
        fields={"words": Sentence("Say what shows it, or give a file or a link.")},
    )


def is_link(text: str) -> bool:
    """Whether it is an address that can be followed from a page."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.netloc) and len(text) <= 500


def check_weakness(text: str, owner_id: str, due_on: date, *, today: date) -> None:
    """Raises Problem("security_audits.weakness_incomplete")."""
    wrong: dict[str, Words] = {}
    if not text.strip() or len(text) > TEXT_LIMIT:
        wrong["text"] = Sentence("Say what is not as it should be.")
    if not owner_id:
        wrong["owner"] = Sentence("Choose who sees to it.")
    if due_on < today:
        wrong["due_on"] = Sentence("Choose a day from today on.")
    if wrong:
        raise Problem(
            "security_audits.weakness_incomplete",
            what=Sentence("A weakness needs words, somebody who sees to it and a day."),
            why=Sentence("What belongs to nobody is not mended."),
            next_step=Sentence("Fill in what is marked."),
            fields=wrong,
        )


def check_finished(unanswered: int) -> None:
    """Raises Problem("security_audits.unanswered")."""
    if unanswered:
        raise Problem(
            "security_audits.unanswered",
            what=Sentence("Some questions have no answer yet ({count}).", count=unanswered),
            why=Sentence("An audit that leaves questions out says more than it knows."),
            next_step=Sentence("Answer each; “does not apply here” is an answer too."),
            kind=Kind.CONFLICT,
        )


def finished() -> Problem:
    return Problem(
        "security_audits.finished",
        what=Sentence("This audit is finished."),
        why=Sentence("Its answers stand as they were given on that day."),
        next_step=Sentence("Begin a new audit to look again."),
        kind=Kind.CONFLICT,
    )


def not_now() -> Problem:
    return Problem(
        "security_audits.not_now",
        what=Sentence("This cannot be done with the weakness now."),
        why=Sentence("It is mended first, then tried again; once closed it stays closed."),
        next_step=Sentence("Reload the page to see how it stands."),
        kind=Kind.CONFLICT,
    )


def own_mending() -> Problem:
    return Problem(
        "security_audits.own_mending",
        what=Sentence("Somebody else has to try it again."),
        why=Sentence("You mended it; whoever mends does not judge whether it is mended."),
        next_step=Sentence("Ask the security lead, the privacy officer or the technology director."),
        kind=Kind.NOT_ALLOWED,
    )


def unknown_item() -> Problem:
    return Problem(
        "security_audits.no_such_item",
        what=Sentence("There is no such question in the checklist."),
        why=Sentence("The checklist may have changed since the page was opened."),
        next_step=Sentence("Reload the page."),
        kind=Kind.NOT_FOUND,
    )
