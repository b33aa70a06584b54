"""Getting started: what a new district still has to do before anything can be decided, read off its records.

Shown on Today to those who can do a part of it, and gone by itself once all of it is done.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.discover.sources.api import loaded
from chalkline.govern.committees.api import Seat, committees
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, deciders_missing, schools
from chalkline.web.routes import address_of


@dataclass(frozen=True)
class FirstStep:
    """One step: what it is, whether it is done, who does it, and the way there for those who may."""

    title: Sentence
    detail: Sentence
    done: bool
    url: str
    action: Sentence


def first_steps(actor: Actor) -> list[FirstStep]:
    """The steps, in order; none for people who can do no part of them, and none once all are done."""
    may = {
        action: actor.could(action)
        for action in ("people.import_roster", "people.grant_role", "committees.charter", "committees.seat_member",
                       "discover.import_logs")
    }  # fmt: skip
    # whoever may only seat members, as the board may, is led there by Today, not by the beginning of a district
    if not any(can for action, can in may.items() if action != "committees.seat_member"):
        return []
    if not actor.may("committees.see"):
        return []
    committee = committees(actor).first()
    seats = Seat.objects.filter(committee=committee, ended_at=None).exists() if committee else False
    missing = deciders_missing()
    steps = [
        FirstStep(
            Sentence("Import the roster"),
            Sentence("Who is at which school, from the student information system. The technology director does it."),
            schools().exists(),
            address_of("people.roster") if may["people.import_roster"] else "",
            Sentence("Import it"),
        ),
        FirstStep(
            Sentence("Give the roles that decide"),
            Sentence("Still nobody who can sign in as: {roles}.", roles=missing)
            if missing
            else Sentence("Superintendent, privacy officer and chief academic officer are here."),
            not missing,
            address_of("people.home") if may["people.grant_role"] else "",
            Sentence("Choose people"),
        ),
        FirstStep(
            Sentence("Charter the committee"),
            Sentence("What it decides, its quorum and its majority. The superintendent or the AI coordinator does it."),
            committee is not None,
            address_of("meetings.charter") if may["committees.charter"] else "",
            Sentence("Write the charter"),
        ),
        FirstStep(
            Sentence("Seat its members"),
            Sentence("Teachers, families, privacy: who speaks for whom. The superintendent does it."),
            seats,
            address_of("meetings.add_member", committee.pk) if committee and may["committees.seat_member"] else "",
            Sentence("Seat members"),
        ),
        FirstStep(
            Sentence("Load the first logs"),
            Sentence("An export of your filter or DNS shows which AI is in use already."),
            loaded().exists(),
            address_of("discover.logs") if may["discover.import_logs"] else "",
            Sentence("Load logs"),
        ),
    ]
    return [] if all(step.done for step in steps) else steps
