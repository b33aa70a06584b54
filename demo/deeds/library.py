"""The library of approved content, and answers to families from it."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from telling.deed import DISTRICT, Day, Moment, Named, Someone, deed


@cache
def _written() -> dict[str, dict[str, Any]]:
    """What district/library/library.yaml says of each file and answer, by file name or question."""
    known = yaml.safe_load((DISTRICT / "library" / "library.yaml").read_text(encoding="utf-8"))
    return {each.get("file") or each["question"]: each for each in [*known["documents"], *known["answers"]]}


def _about(name: str, owner: Any) -> Any:
    from chalkline.assist.library.api import About, Audience, Theme

    each = _written()[name]
    audience = Audience(each.get("audience", "public"))
    title = each.get("title") or each["question"]
    return About(title, owner.pk, audience, Theme(each["theme"]), each.get("language", "en"))


@deed("adds a document to the library")
def adds_a_document(moment: Moment, *, file: str, owner: Someone) -> Any:
    """It is read at once, and waits for approval by somebody else."""
    from chalkline.assist.library.api import add_document, read_document

    content = (DISTRICT / "library" / file).read_bytes()
    version, work = add_document(moment.actor, _about(file, owner), content, file, now=moment.now)
    read_document(version_id=str(version.pk), work_id=work.id, now=moment.now)
    return version


@deed("adds an answer to the library")
def adds_an_answer(moment: Moment, *, question: str, owner: Someone) -> Any:
    """A short text of its own, with the question it answers."""
    from chalkline.assist.library.api import add_answer

    return add_answer(moment.actor, _about(question, owner), _written()[question]["answer"], now=moment.now)


@deed("approves for the library")
def approves_for_the_library(
    moment: Moment, *, document: Named, until: Day | None = None, look_again: Day | None = None
) -> Any:
    """From today; the usual term unless its last day or its review is said."""
    from chalkline.assist.library.api import Term, approve_version, usual_term

    usual = usual_term(moment.now.date())
    ends = until or usual.ends_on
    term = Term(usual.begins_on, min(look_again or usual.review_on, ends), ends)
    return approve_version(moment.actor, document, term, now=moment.now)


@deed("renews for the library")
def renews_for_the_library(moment: Moment, *, documents: list[Named], look_again: Day | None = None) -> Any:
    """What was approved still holds, for the usual term from today."""
    from chalkline.assist.library.api import Term, renew_document, usual_term

    usual = usual_term(moment.now.date())
    term = Term(usual.begins_on, look_again or usual.review_on, usual.ends_on)
    return [renew_document(moment.actor, version, term, now=moment.now) for version in documents]


@deed("receives a question")
def receives_a_question(moment: Moment, *, text: str) -> Any:
    """From a family; a draft is made from what is approved, or it is said that nothing answers it."""
    from chalkline.assist.drafts.api import Asker, draft_reply, take_question

    question = take_question(moment.actor, text, Asker.FAMILY, now=moment.now)
    return draft_reply(moment.actor, question, now=moment.now)


@deed("sends the reply")
def sends_the_reply(moment: Moment, *, draft: Named, instead_of: str = "", writes: str = "") -> Any:
    """Accepts the draft by name, perhaps with words of their own, and says that it went out."""
    from chalkline.assist.drafts.api import accept_reply, mark_sent

    reply = draft.text.replace(instead_of, writes) if instead_of else draft.text
    accepted = accept_reply(moment.actor, draft, reply, stand_by=[writes] if writes else [], now=moment.now)
    return mark_sent(moment.actor, accepted, now=moment.now)


@deed("drafts a newsletter")
def drafts_a_newsletter(moment: Moment, *, title: str, points: list[str]) -> Any:
    """For families: each point is looked up in what is approved; what nothing supports is left out."""
    from chalkline.assist.drafts.api import begin_newsletter, draft_newsletter
    from chalkline.assist.library.api import Audience

    begun = begin_newsletter(moment.actor, title, points, Audience.PUBLIC, now=moment.now)
    return draft_newsletter(moment.actor, begun, now=moment.now)


@deed("sends the newsletter")
def sends_the_newsletter(moment: Moment, *, newsletter: Named) -> Any:
    """Accepts it by name as drafted, and says that it went out."""
    from chalkline.assist.drafts.api import accept_newsletter, mark_newsletter_sent

    accepted = accept_newsletter(moment.actor, newsletter, newsletter.text, now=moment.now)
    return mark_newsletter_sent(moment.actor, accepted, now=moment.now)


@deed("finds that what went out was wrong")
def finds_that_it_was_wrong(moment: Moment, *, sent: Named, wrong: str, sends_back_its_sources: bool = False) -> Any:
    """Says so; its sources are used no more until somebody has looked at them."""
    from chalkline.assist.drafts.api import find_wrong

    misled = list(sent.cited.all()) if sends_back_its_sources else []
    return find_wrong(moment.actor, sent, wrong, misled=misled, now=moment.now)


@deed("corrects it")
def corrects_it(moment: Moment, *, correction: Named, right: str) -> Any:
    """Writes what is right, and answers for it where no approved source says it yet."""
    from chalkline.assist.drafts.api import write_correction

    sentences = [f"{each.strip()}." for each in right.split(".") if each.strip()]
    return write_correction(moment.actor, correction, " ".join(sentences), stand_by=sentences, now=moment.now)


@deed("tells its readers")
def tells_its_readers(moment: Moment, *, correction: Named, readers: int) -> Any:
    """By e-mail, the way the first one went."""
    from chalkline.assist.drafts.api import ToldHow, note_readers_told

    return note_readers_told(moment.actor, correction, ToldHow.MAIL, readers=readers, now=moment.now)
