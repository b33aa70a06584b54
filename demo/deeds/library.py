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
