"""What committees refuse, in words: each says why, and what to do instead."""

from __future__ import annotations

from datetime import date

from chalkline.govern.committees.rules import Quorum
from chalkline.govern.committees.words import VOICE_NAMES
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence


def charter_incomplete(fields: dict[str, Words]) -> Problem:
    return Problem(
        "committees.charter_incomplete",
        what=Sentence("The charter is not complete yet."),
        why=Sentence("Members and families rely on it: who decides, how they are chosen, how conflicts are handled."),
        next_step=Sentence("Fill in the marked parts."),
        fields=fields,
    )


def name_taken(name: str) -> Problem:
    return Problem(
        "committees.name_taken",
        what=Sentence("There is already a committee called {name}.", name=name),
        why=Sentence("Decisions name their committee, so two cannot have one name."),
        next_step=Sentence("Choose another name, or open the one that exists."),
        kind=Kind.CONFLICT,
    )


def charter_lapsed(name: str, since: date) -> Problem:
    return Problem(
        "committees.charter_lapsed",
        what=Sentence("The {name} cannot decide: its charter lapsed on {day}.", name=name, day=since),
        why=Sentence("Nobody looked at the charter again in time, and who may decide here must be sure."),
        next_step=Sentence("Ask the superintendent to look at the charter in the review calendar; then go on."),
        kind=Kind.CONFLICT,
    )


def charter_day(day: date) -> Problem:
    return Problem(
        "committees.charter_day",
        what=Sentence("Choose a later day for the next review of the charter."),
        why=Sentence("A charter holds until the day it is looked at next."),
        next_step=Sentence("Choose a day after {day}.", day=day),
        fields={"next_on": Sentence("Choose a day after {day}.", day=day)},
    )


def seat_taken(name: str) -> Problem:
    return Problem(
        "committees.seat_taken",
        what=Sentence("{name} already has a seat on this committee.", name=name),
        why=Sentence("One person has one seat and one vote."),
        next_step=Sentence("End the present seat first if it should change."),
        kind=Kind.CONFLICT,
    )


def chair_taken(name: str) -> Problem:
    return Problem(
        "committees.chair_taken",
        what=Sentence("{name} chairs this committee.", name=name),
        why=Sentence("A committee has one chair at a time."),
        next_step=Sentence("End that seat first, or seat this person as a member."),
        kind=Kind.CONFLICT,
    )


def cannot_sit(why: Words) -> Problem:
    return Problem(
        "committees.cannot_sit",
        what=Sentence("This person cannot be seated like this."),
        why=why,
        next_step=Sentence("Choose another person or another kind of seat."),
    )


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


def vote_closed(title: str) -> Problem:
    return Problem(
        "meetings.vote_closed",
        what=Sentence("The vote on “{title}” is closed.", title=title),
        why=Sentence("A vote counts only while the item is before the open meeting."),
        next_step=Sentence("Open the item to see what was decided."),
        kind=Kind.CONFLICT,
    )


def vote_not_open(title: str) -> Problem:
    return Problem(
        "meetings.vote_not_open",
        what=Sentence("The vote on “{title}” has not begun.", title=title),
        why=Sentence("Members vote while the meeting is open."),
        next_step=Sentence("Wait until the chair has opened the meeting."),
        kind=Kind.CONFLICT,
    )


def motion_changed() -> Problem:
    return Problem(
        "meetings.motion_changed",
        what=Sentence("The motion changed while you were reading."),
        why=Sentence("A vote counts for exactly the words that were voted on."),
        next_step=Sentence("Read the motion as it is now, then vote."),
        kind=Kind.CONFLICT,
    )


def barred(reason: str) -> Problem:
    return Problem(
        "meetings.barred",
        what=Sentence("You cannot take part in this item."),
        why=Sentence("{reason}", reason=reason),
        next_step=Sentence("The other members decide it. You can read everything here."),
        kind=Kind.NOT_ALLOWED,
    )


def recused() -> Problem:
    return Problem(
        "meetings.recused",
        what=Sentence("You declared a conflict on this item."),
        why=Sentence("Whoever has an interest in a matter does not decide it, and does not count toward its quorum."),
        next_step=Sentence("The other members decide it."),
        kind=Kind.NOT_ALLOWED,
    )


def not_present() -> Problem:
    return Problem(
        "meetings.not_present",
        what=Sentence("You are not marked as present."),
        why=Sentence("Only members in the meeting vote and count toward its quorum."),
        next_step=Sentence("Press “I am here” first."),
        kind=Kind.CONFLICT,
    )


def reason_needed() -> Problem:
    return Problem(
        "meetings.reason_needed",
        what=Sentence("Please give a reason."),
        why=Sentence("It goes into the minutes, so that people can follow what was decided and why."),
        next_step=Sentence("Add one sentence and send it again."),
        fields={"reason": Sentence("Write one sentence, at most 2,000 characters.")},
    )


def motion_incomplete(fields: dict[str, Words]) -> Problem:
    return Problem(
        "meetings.motion_incomplete",
        what=Sentence("This motion cannot be voted on yet."),
        why=Sentence("Members vote on exact words: what is allowed, on which conditions, until when."),
        next_step=Sentence("Look at the marked parts."),
        fields=fields,
    )


def no_quorum(quorum: Quorum) -> Problem:
    """Says how many are short, which voices are missing, and who could come."""
    parts: list[Sentence] = []
    if quorum.missing:
        parts.append(
            Sentence(
                "{here} of {needed} needed voting members are here and free to vote.",
                here=len(quorum.counted),
                needed=quorum.needed,
            )
        )
    if quorum.missing_voices:
        voices = tuple(VOICE_NAMES[voice] for voice in quorum.missing_voices)
        parts.append(Sentence("The charter also asks for {voices}.", voices=voices))
    absent = tuple(member.name for member in quorum.absent)
    return Problem(
        "meetings.no_quorum",
        what=Sentence("The committee cannot decide this yet: too few members can take part."),
        why=parts[0] if len(parts) == 1 else Sentence("{first} {second}", first=parts[0], second=parts[1]),
        next_step=Sentence("Not here: {absent}. Wait for them, or carry the item over.", absent=absent)
        if absent
        else Sentence("Carry the item over, and ask the superintendent to fill the seats that are missing."),
        kind=Kind.CONFLICT,
    )


def motion_failed() -> Problem:
    return Problem(
        "meetings.motion_failed",
        what=Sentence("The motion did not carry, and nothing is decided yet."),
        why=Sentence("A motion to decline or to defer that fails leaves the question open."),
        next_step=Sentence("Make another motion, or end the meeting to carry the item over."),
        kind=Kind.CONFLICT,
    )
