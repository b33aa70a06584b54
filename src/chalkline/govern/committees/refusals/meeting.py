"""What committees refuse of meetings and agendas, in words: each says why, and what to do instead."""

from __future__ import annotations

from datetime import date

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence


def too_little_notice(days: int, earliest: date) -> Problem:
    return Problem(
        "meetings.too_little_notice",
        what=Sentence("This is too soon for a meeting."),
        why=Sentence("The charter promises members and families {days} days of notice.", days=days),
        next_step=Sentence(
            "Choose {earliest} or later, or call an emergency meeting with a reason.", earliest=earliest
        ),
        fields={"starts_at": Sentence("Choose {earliest} or later.", earliest=earliest)},
    )


def call_incomplete(fields: dict[str, Words]) -> Problem:
    return Problem(
        "meetings.call_incomplete",
        what=Sentence("The call for the meeting is not complete."),
        why=Sentence("People need to know when and where, and why it cannot wait if it is an emergency."),
        next_step=Sentence("Fill in the marked parts."),
        fields=fields,
    )


def not_in_state(what: Words, next_step: Words) -> Problem:
    return Problem(
        "meetings.not_now",
        what=what,
        why=Sentence("A meeting is called, opened and ended, in this order."),
        next_step=next_step,
        kind=Kind.CONFLICT,
    )


def too_early(day: date) -> Problem:
    return Problem(
        "meetings.too_early",
        what=Sentence("This meeting cannot be opened before {day}.", day=day),
        why=Sentence("People were told that day and may want to come."),
        next_step=Sentence("Open it on that day, or cancel it and call another."),
        kind=Kind.CONFLICT,
    )


def not_presiding(who: tuple[str, ...]) -> Problem:
    return Problem(
        "meetings.not_presiding",
        what=Sentence("Somebody else runs this part of the meeting."),
        why=Sentence("The chair runs it; a member steps in only when the chair is away or takes no part."),
        next_step=Sentence("Ask {who}.", who=who)
        if who
        else Sentence("Wait until the chair or a voting member is here."),
        kind=Kind.NOT_ALLOWED,
    )


def already_on_agenda(title: str) -> Problem:
    return Problem(
        "meetings.already_on_agenda",
        what=Sentence("“{title}” is already on an agenda.", title=title),
        why=Sentence("The same thing is decided in one place at a time."),
        next_step=Sentence("Open that meeting, or take the item off its agenda first."),
        kind=Kind.CONFLICT,
    )


def agenda_closed() -> Problem:
    return Problem(
        "meetings.agenda_closed",
        what=Sentence("The agenda of this meeting is closed."),
        why=Sentence("Members and families read it before the meeting starts."),
        next_step=Sentence("Put it on the agenda of a later meeting."),
        kind=Kind.CONFLICT,
    )


def not_on_consent(why: Words) -> Problem:
    return Problem(
        "meetings.not_on_consent",
        what=Sentence("This cannot be decided together with others by one vote."),
        why=why,
        next_step=Sentence("Leave it on the agenda as an item of its own."),
        kind=Kind.CONFLICT,
    )


def nothing_on_consent() -> Problem:
    return Problem(
        "meetings.nothing_on_consent",
        what=Sentence("Nothing is on the consent agenda any more."),
        why=Sentence("Its items were decided, pulled off or taken off."),
        next_step=Sentence("Open the meeting to see how each stands."),
        kind=Kind.CONFLICT,
    )


def pull_it_first(title: str, why: Words) -> Problem:
    return Problem(
        "meetings.pull_it_first",
        what=Sentence("“{title}” cannot be decided with the others.", title=title),
        why=why,
        next_step=Sentence("Pull it off the consent agenda; then close the rest."),
        kind=Kind.CONFLICT,
    )


def not_in_writing(why: Words) -> Problem:
    return Problem(
        "meetings.not_in_writing",
        what=Sentence("This cannot be voted on in writing."),
        why=why,
        next_step=Sentence("Decide it in the meeting."),
        kind=Kind.CONFLICT,
    )


def writing_incomplete(fields: dict[str, Words]) -> Problem:
    return Problem(
        "meetings.writing_incomplete",
        what=Sentence("The vote in writing cannot be opened yet."),
        why=Sentence("Members need to know until when they may answer, and why it does not wait for the meeting."),
        next_step=Sentence("Look at the marked parts."),
        fields=fields,
    )


def not_in_the_room(law: Sentence) -> Problem:
    return Problem(
        "meetings.not_in_the_room",
        what=Sentence("This item is dealt with in closed session."),
        why=law,
        next_step=Sentence(
            "What it is about is read by the committee's members, its secretary and counsel. "
            "What is decided is published as a decision."
        ),
        kind=Kind.NOT_ALLOWED,
    )


def session_not_to_open() -> Problem:
    return Problem(
        "meetings.session_not_to_open",
        what=Sentence("This item cannot be opened now."),
        why=Sentence("It is open already, or this meeting closed it: what was said there stays sealed."),
        next_step=Sentence("Go on with the item."),
        kind=Kind.CONFLICT,
    )


def session_closed_already() -> Problem:
    return Problem(
        "meetings.session_closed_already",
        what=Sentence("This item is in closed session already."),
        why=Sentence("It is closed once, for one reason of law."),
        next_step=Sentence("Go on with the item."),
        kind=Kind.CONFLICT,
    )
