"""Which clocks an incident starts and when they end; what a concern or an incident has to say. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from chalkline.kernel.business_days import due_instant
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.incidents.words import (
    CONTRACT,
    FEDERAL,
    Account,
    Anchor,
    Change,
    Duty,
    IncidentFacts,
    Started,
    Touched,
    VendorPart,
)

TEXT_LIMIT = 5000
TITLE_LIMIT = 200
MOST_PEOPLE = 100_000_000


def applies(duty: Duty, facts: IncidentFacts) -> bool:
    """Whether this incident starts this duty."""
    if facts.kind not in duty.kinds or (duty.needs_vendor and facts.vendor is VendorPart.NONE):
        return False
    if duty.data and not duty.data & facts.touched:
        return False
    if duty.jurisdiction == CONTRACT:
        return bool(duty.agreements & facts.agreements)
    return duty.jurisdiction in {FEDERAL, facts.state}


def start_of(duty: Duty, facts: IncidentFacts) -> tuple[Anchor, datetime] | None:
    """From when it runs: the earliest of its anchors that is known."""
    known = [(facts.anchors[anchor], anchor) for anchor in duty.anchors if anchor in facts.anchors]
    if not known:
        return None
    at, anchor = min(known)
    return anchor, at


def clocks_of(
    duties: Iterable[Duty], facts: IncidentFacts, *, zone: str, closed: Collection[date] = ()
) -> tuple[Started, ...]:
    """Every clock that an incident starts, the earliest due first, those without a date last."""
    found = [_started(duty, facts, zone, closed) for duty in duties if applies(duty, facts)]
    kept = [each for each in found if each is not None]
    return tuple(sorted(kept, key=lambda each: (each.due_at is None, each.due_at or 0, each.duty.id)))


def _started(duty: Duty, facts: IncidentFacts, zone: str, closed: Collection[date]) -> Started | None:
    start = start_of(duty, facts)
    if start is None:
        return Started(duty, None, None, None)
    anchor, at = start
    if at.astimezone(ZoneInfo(zone)).date() < duty.since:
        return None
    due = due_instant(at, duty.limit, zone=zone, closed=closed) if duty.limit else None
    return Started(duty, anchor, at, due)


def touched_by(classes: Collection[str], *, about_staff: bool) -> frozenset[Touched]:
    """What the law asks about data, from the classes of the student data elements that were touched."""
    found = {Touched.STAFF} if about_staff else set()
    if classes:
        found.add(Touched.STUDENT)
        found.add(Touched.BEYOND_DIRECTORY if set(classes) - {"directory", "public"} else Touched.DIRECTORY)
    return frozenset(found)


def check_concern(what: str) -> str:
    """The text without blanks around it. Raises Problem("concerns.say_what")."""
    said = what.strip()
    if said and len(said) <= TEXT_LIMIT:
        return said
    wrong = Sentence("Write what you saw, in your own words; at most 5,000 characters.")
    raise Problem(
        "concerns.say_what",
        what=Sentence("Please say what worries you."),
        why=Sentence("Somebody will read it today and has to understand what happened."),
        next_step=wrong,
        fields={"what": wrong},
    )


def check_account(account: Account, known_kinds: Collection[str], *, now: datetime) -> None:
    """Raises Problem("incidents.account_incomplete") with what is missing or cannot be."""
    wrong: dict[str, Words] = {}
    if not account.title.strip() or len(account.title) > TITLE_LIMIT:
        wrong["title"] = Sentence("Give it a short name without anybody’s name in it.")
    if not account.what_happened.strip() or len(account.what_happened) > TEXT_LIMIT:
        wrong["what_happened"] = Sentence("Say in a few sentences what happened.")
    if set(account.data_kinds) - set(known_kinds):
        wrong["data_kinds"] = Sentence("Choose from the list.")
    if account.people is not None and not 0 <= account.people <= MOST_PEOPLE:
        wrong["people"] = Sentence("Write a number, or leave it empty while nobody knows.")
    if Anchor.DISCOVERED not in account.anchors:
        wrong["discovered"] = Sentence("Say when the district learned of it: clocks run from there.")
    for anchor, at in account.anchors.items():
        if at > now:
            wrong[anchor.value] = Sentence("This lies in the future.")
    if wrong:
        raise Problem(
            "incidents.account_incomplete",
            what=Sentence("Something in the account is missing or cannot be."),
            why=Sentence("Legal deadlines are counted from it."),
            next_step=Sentence("Change what is marked. What is not known yet can be added later."),
            fields=wrong,
        )


def must_say(text: str, field: str) -> str:
    """The text without blanks. Raises Problem("incidents.say_why")."""
    said = text.strip()
    if said and len(said) <= TEXT_LIMIT:
        return said
    raise Problem(
        "incidents.say_why",
        what=Sentence("Please write a sentence or two."),
        why=Sentence("Others will ask later what was done and why, and it is you who knows."),
        next_step=Sentence("Write it in plain words, at most 5,000 characters."),
        fields={field: Sentence("Write a sentence or two.")},
    )


def must_be_open(state: str) -> None:
    """Raises Problem("incidents.closed")."""
    if state == "open":
        return
    raise Problem(
        "incidents.closed",
        what=Sentence("This incident is closed."),
        why=Sentence("What was found and changed stands in its record and is not rewritten."),
        next_step=Sentence("Raise a new concern if something has come up again."),
        kind=Kind.CONFLICT,
    )


def check_closing(running: int, lessons: str, changes: Sequence[Change], *, today: date) -> str:
    """The lessons as said. Raises a Problem while clocks run, or when it does not say what changes."""
    if running:
        raise Problem(
            "incidents.clocks_run",
            what=Sentence("{count} clocks are not settled yet.", count=running)
            if running > 1
            else Sentence("One clock is not settled yet."),
            why=Sentence("Each is a duty that somebody has to meet, or to say why it does not apply."),
            next_step=Sentence("Mark each clock as done or as not applying, with the reason; then close."),
            kind=Kind.CONFLICT,
        )
    said = must_say(lessons, "lessons")
    if any(not each.what.strip() or not each.owner_id or each.due_on < today for each in changes):
        raise Problem(
            "incidents.change_incomplete",
            what=Sentence("A change needs what will be different, who sees to it and a day to come."),
            why=Sentence("A lesson without an owner and a day is forgotten."),
            next_step=Sentence("Complete each change, or take it out and say in the lessons why nothing changes."),
            fields={"changes": Sentence("Complete each change.")},
        )
    return said


def not_handled_now(state: str) -> Problem:
    return Problem(
        "concerns.settled",
        what=Sentence("This concern has been settled already."),
        why=Sentence("Somebody answered it, or it is handled as an incident."),
        next_step=Sentence("Reload the page to see what came of it."),
        kind=Kind.CONFLICT,
    )


def clock_settled() -> Problem:
    return Problem(
        "incidents.clock_settled",
        what=Sentence("This clock has been settled already."),
        why=Sentence("Who settled it, when and why stands beside it."),
        next_step=Sentence("Reload the page to see it."),
        kind=Kind.CONFLICT,
    )


def unknown_tool() -> Problem:
    return Problem(
        "incidents.tool_unknown",
        what=Sentence("No tool of that name is in the register."),
        why=Sentence("The incident is shown on the tool’s page, and its approved uses can be stopped."),
        next_step=Sentence("Choose a tool from the list, or leave it empty."),
        fields={"tool": Sentence("Choose a tool from the list, or leave it empty.")},
    )


def use_of_another_tool() -> Problem:
    return Problem(
        "incidents.use_elsewhere",
        what=Sentence("This use is not one of the tool the incident is about."),
        why=Sentence("Stopping a use here says that it has to do with the incident."),
        next_step=Sentence("Open the use itself to stop it for another reason."),
        kind=Kind.CONFLICT,
    )


def earliest_due(due: Iterable[datetime | None]) -> datetime | None:
    """The first of several deadlines."""
    known = [each for each in due if each is not None]
    return min(known) if known else None
