"""A tool's status in one sentence: what is so today, from what the other steps know of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.sentences import Sentence


@dataclass(frozen=True)
class StatusFacts:
    """What the records say of a tool today.

    ``in_use``: the logs show it; ``people`` how many, None where that may not be shown. ``until`` is the
    earliest day on which an approved use that holds today ends.
    """

    name: str
    approved: int = 0
    stopped: int = 0
    ended: int = 0
    declined: int = 0
    open_requests: int = 0
    in_use: bool = False
    people: int | None = None
    until: date | None = None


@dataclass(frozen=True)
class Status:
    """The word for a chip, its tone, and the sentence."""

    word: Sentence
    tone: str
    sentence: Sentence


def status_of(facts: StatusFacts) -> Status:
    """What is so, the gravest first: stopped, declined or ended and still used; approved; asked for; only seen."""
    name = facts.name
    if facts.approved and facts.stopped >= facts.approved:
        return Status(Sentence("Stopped"), "stop", Sentence("{tool} is stopped for now.", tool=name))
    if facts.approved:
        sentence = (
            Sentence("{tool} may be used for one approved purpose, until {day}.", tool=name, day=facts.until)
            if facts.approved == 1 and facts.until
            else Sentence("{tool} may be used for what was approved, and nothing else.", tool=name)
        )
        return Status(Sentence("Approved"), "ok", sentence)
    if facts.declined:
        word = Sentence("Declined")
        if facts.in_use:
            return Status(word, "stop", Sentence("{tool} was declined, and the logs still show it.", tool=name))
        return Status(word, "stop", Sentence("{tool} was declined.", tool=name))
    if facts.ended:
        word = Sentence("Ended")
        if facts.in_use:
            return Status(word, "stop", Sentence("The approval of {tool} has ended, and the logs show it.", tool=name))
        return Status(word, "quiet", Sentence("The approval of {tool} has ended.", tool=name))
    if facts.open_requests:
        return Status(
            Sentence("Asked for"), "info", Sentence("{tool} is not approved yet; a request is on its way.", tool=name)
        )
    if not facts.in_use:
        return Status(Sentence("Not approved"), "quiet", Sentence("Nobody has asked for {tool} yet.", tool=name))
    if facts.people:
        return Status(
            Sentence("Not approved"),
            "attend",
            Sentence("{people} people use {tool}, and nobody has approved it.", people=facts.people, tool=name),
        )
    return Status(
        Sentence("Not approved"), "attend", Sentence("{tool} is in use, and nobody has approved it.", tool=name)
    )
