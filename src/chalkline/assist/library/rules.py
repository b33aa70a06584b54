"""Whether a document can be added, approved, renewed; whether a version is live on a day. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from chalkline.assist.library.words import (
    LANGUAGES,
    LONGEST_DAYS,
    MAY_BECOME,
    REVIEW_AFTER_DAYS,
    About,
    Audience,
    Term,
    VersionState,
)
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

LONGEST_TITLE = 160


def check_about(about: About, known_roles: frozenset[str]) -> None:
    """Raises Problem("library.about_unclear") with what is missing, by field."""
    fields: dict[str, Sentence | str] = {}
    if not about.title.strip() or len(about.title) > LONGEST_TITLE:
        fields["title"] = Sentence("Give it a title of at most {n} characters.", n=LONGEST_TITLE)
    if not about.owner_id:
        fields["owner"] = Sentence("Choose who answers for it.")
    if about.language not in LANGUAGES:
        fields["language"] = Sentence("Choose its language.")
    if about.audience is Audience.ROLES and (not about.roles or about.roles - known_roles):
        fields["roles"] = Sentence("Choose at least one role.")
    if fields:
        raise Problem(
            "library.about_unclear",
            what=Sentence("Something about this document is missing."),
            why=Sentence("Whoever reads an answer must be able to see who stands behind it."),
            next_step=Sentence("Fill in what is marked."),
            fields=fields,
        )


def usual_term(today: date) -> Term:
    """What is offered when nothing else is said: from today, a look after half a year, the end after a year."""
    return Term(today, today + timedelta(days=REVIEW_AFTER_DAYS), today + timedelta(days=LONGEST_DAYS - 1))


def check_term(term: Term, today: date) -> None:
    """Raises Problem("library.term_unclear") unless begin <= review <= end, the end ahead and within a year."""
    fields: dict[str, Sentence | str] = {}
    if term.ends_on < max(today, term.begins_on):
        fields["ends_on"] = Sentence("The last day must lie ahead, and not before the first.")
    elif (term.ends_on - max(today, term.begins_on)).days > LONGEST_DAYS:
        fields["ends_on"] = Sentence("No approval holds longer than a year. Renew it then.")
    if not term.begins_on <= term.review_on <= term.ends_on:
        fields["review_on"] = Sentence("The review must fall between the first and the last day.")
    if fields:
        raise Problem(
            "library.term_unclear",
            what=Sentence("These dates cannot be right."),
            why=Sentence("Content that nobody looks at again goes stale, and families are told what was true once."),
            next_step=Sentence("Check the first day, the review and the last day."),
            fields=fields,
        )


def check_approver(approver_id: str, added_by: str) -> None:
    """Raises Problem("library.second_person") when somebody would approve what they added."""
    if approver_id == added_by:
        raise Problem(
            "library.second_person",
            what=Sentence("Somebody else has to approve this."),
            why=Sentence("You added it. Two people stand behind what families are told."),
            next_step=Sentence("Ask a colleague who may approve; it waits on their Today."),
            kind=Kind.CONFLICT,
        )


def check_looked(concerns: int, looked: bool) -> None:
    """Raises Problem("library.look_first") while text that nobody sees was not looked at."""
    if concerns and not looked:
        raise Problem(
            "library.look_first",
            what=Sentence("Look at what was found in this file first."),
            why=Sentence("It holds text that a reader cannot see, or that gives orders to a machine."),
            next_step=Sentence("Read what is shown, then tick that you looked at it, or send the file back."),
            fields={"looked": Sentence("Tick this when you have read what was found.")},
        )


def check_step(now: VersionState, wanted: VersionState) -> None:
    """Raises Problem("library.not_waiting") when a version cannot become that."""
    if wanted not in MAY_BECOME[now]:
        raise Problem(
            "library.not_waiting",
            what=Sentence("This version is not waiting for that any more."),
            why=Sentence("It was decided on already, replaced, or could not be read."),
            next_step=Sentence("Open the document to see where it stands."),
            kind=Kind.CONFLICT,
        )


def is_live(state: VersionState, term: Term | None, *, withdrawn: bool, today: date) -> bool:
    """Whether a version may be quoted on a day. The queries say the same in SQL; a test holds them together."""
    if state is not VersionState.APPROVED or term is None or withdrawn:
        return False
    return term.begins_on <= today <= term.ends_on
