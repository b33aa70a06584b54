"""Whether a request to see what is held can be taken down, and answered."""

from __future__ import annotations

from datetime import date, timedelta

from chalkline.data.access.words import OPEN, AccessAsked, AccessState
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence

SHORT, LONG = 200, 2000
MOST_WAITING = 200  # from the public page: a flood must not bury those who really ask


def due_on(received_on: date, days: int) -> date:
    """The last day of a limit in calendar days; the day of receipt is not counted."""
    return received_on + timedelta(days=days)


def must_say_who(asked: AccessAsked) -> None:
    """Raise Problem("access.incomplete") unless one can tell the child and reach the asker."""
    fields: dict[str, Words] = {}
    for name in ("child", "asker", "reach"):
        said = getattr(asked, name).strip()
        if not said:
            fields[name] = Sentence("Please fill this in.")
        elif len(said) > SHORT:
            fields[name] = Sentence("Keep this under {n} characters.", n=SHORT)
    if len(asked.wish) > LONG:
        fields["wish"] = Sentence("Keep this under {n} characters.", n=LONG)
    if not fields:
        return
    raise Problem(
        "access.incomplete",
        what=Sentence("Something is missing to answer you."),
        why=Sentence("We must find the right child, make sure who asks, and reach you."),
        next_step=Sentence("Look at the marked fields."),
        fields=fields,
    )


def must_not_flood(waiting: int) -> None:
    """Raise Problem("access.too_many") when so many wait from the public page that somebody may be playing."""
    if waiting < MOST_WAITING:
        return
    raise Problem(
        "access.too_many",
        what=Sentence("We cannot take more requests on this page right now."),
        why=Sentence("Very many came in at once, and each is read by a person."),
        next_step=Sentence("Write to or call the school office: that counts just as much, from the same day."),
        kind=Kind.UNAVAILABLE,
    )


def must_be_open(state: AccessState) -> None:
    """Raise Problem("access.settled") when the request was answered or closed."""
    if state in OPEN:
        return
    raise Problem(
        "access.settled",
        what=Sentence("This request is settled already."),
        why=Sentence("What was done, and when, stands on its page."),
        next_step=Sentence("If the family asks again, take down a new request: a new limit begins."),
        kind=Kind.CONFLICT,
    )


def must_know_who(state: AccessState) -> None:
    """Raise Problem("access.not_identified") before somebody has made sure who asks."""
    if state is AccessState.IDENTIFIED:
        return
    raise Problem(
        "access.not_identified",
        what=Sentence("Nobody has made sure yet who asks."),
        why=Sentence("What is held about a child goes to the parent or eligible student, and to nobody else."),
        next_step=Sentence("Check who they are, as the school does for any record, and choose the child."),
        kind=Kind.CONFLICT,
    )


def must_say(text: str, field: str) -> str:
    """The text without blanks around. Raises Problem("access.say_how") when it is empty or far too long."""
    said = text.strip()
    if said and len(said) <= LONG:
        return said
    raise Problem(
        "access.say_how",
        what=Sentence("Please say how, in a sentence."),
        why=Sentence("A year from now somebody must be able to see that it was done right."),
        next_step=Sentence("For example “school records name her as mother; she came in person”."),
        fields={field: Sentence("Say how, in a sentence.")},
    )
