"""What committees refuse of motions and votes, in words: each says why, and what to do instead."""

from __future__ import annotations

from datetime import date

from chalkline.govern.committees.rules import Quorum
from chalkline.govern.committees.words import VOICE_NAMES
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence


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


def in_writing_now(closes: date) -> Problem:
    return Problem(
        "meetings.in_writing_now",
        what=Sentence("Members vote on this in writing, until {day}.", day=closes),
        why=Sentence("A vote in writing is on one motion, as it was sent to everybody."),
        next_step=Sentence("Vote on it, or ask to talk about it first: that ends the vote in writing."),
        kind=Kind.CONFLICT,
    )


def writing_over() -> Problem:
    return Problem(
        "meetings.writing_over",
        what=Sentence("The time for this vote in writing is over."),
        why=Sentence("A vote counts when it comes before the deadline."),
        next_step=Sentence("Open the item to see what came of it."),
        kind=Kind.CONFLICT,
    )


def not_asked() -> Problem:
    return Problem(
        "meetings.not_asked",
        what=Sentence("You are not asked to vote on this in writing."),
        why=Sentence(
            "Those are asked who had a vote when it was opened; who stands in for a member votes in meetings."
        ),
        next_step=Sentence("You can read everything here."),
        kind=Kind.NOT_ALLOWED,
    )


def writing_not_over(closes: date) -> Problem:
    return Problem(
        "meetings.writing_not_over",
        what=Sentence("The vote in writing runs until {day}.", day=closes),
        why=Sentence("Everybody who was asked may answer until then."),
        next_step=Sentence("Wait, or until everybody has voted: then it closes by itself."),
        kind=Kind.CONFLICT,
    )


def no_vote_in_writing() -> Problem:
    return Problem(
        "meetings.no_vote_in_writing",
        what=Sentence("No vote in writing runs on this item."),
        why=Sentence("It is over, or was never opened."),
        next_step=Sentence("Open the item to see how it stands."),
        kind=Kind.CONFLICT,
    )


def member_is_here() -> Problem:
    return Problem(
        "meetings.member_is_here",
        what=Sentence("The member you stand in for is here."),
        why=Sentence("A seat has one vote: the member's own, or their alternate's while they are away."),
        next_step=Sentence("You can take part in the talk."),
        kind=Kind.NOT_ALLOWED,
    )
