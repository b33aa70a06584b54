"""Which duties there are, by which day, and what has to be said when one is met or set aside. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from chalkline.data.duties.words import DISTRICT, Due, DutyRule, DutyState, Ground, ToolGiven
from chalkline.kernel.business_days import day_after
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence

GRACE = timedelta(days=30)  # for what was due by law before a district began to track it
SOON = timedelta(days=30)
TEXT_LIMIT, LINK_LIMIT = 2000, 500


def duties_now(
    rules: Iterable[DutyRule],
    given: Iterable[ToolGiven],
    *,
    state: str,
    today: date,
    closed: Collection[date] = (),
) -> tuple[Due, ...]:
    """Every duty that applies on a day under federal law and the law of ``state``, with its day."""
    counted = [each for each in rules if each.jurisdiction in {"US", state}]
    tools = sorted(given, key=lambda each: each.tool)
    return tuple(due for rule in counted for due in _of_rule(rule, tools, today, closed))


def _of_rule(rule: DutyRule, tools: list[ToolGiven], today: date, closed: Collection[date]) -> Iterator[Due]:
    if not rule.for_tool:
        yield Due(rule, DISTRICT, "", first_due(rule, None, today=today, closed=closed))
        return
    for tool in tools:
        if rule.grounds <= tool.grounds:
            yield Due(rule, tool.tool, tool.name, first_due(rule, tool, today=today, closed=closed))


def first_due(rule: DutyRule, tool: ToolGiven | None, *, today: date, closed: Collection[date] = ()) -> date:
    """By when it is due the first time: by law, or 30 days from today where the law's day is past.

    What has to be done before a tool is used is due on the first day of its use.
    """
    by_law: date | None = tool.since if tool else None
    if rule.turns:
        by_law = turn_on_or_before(rule.turns, today)
    elif rule.limit and tool and tool.signed_on:
        by_law = day_after(tool.signed_on, rule.limit.days, business=rule.limit.business, closed=closed)
    if by_law is not None and by_law >= today:
        return by_law
    return today + GRACE


def next_due(rule: DutyRule, due_on: date, settled_on: date) -> date | None:
    """By when it is due again once it was met; None when once is enough."""
    if rule.turns:
        return turn_after(rule.turns, max(due_on, settled_on))
    return settled_on + timedelta(days=rule.again) if rule.again else None


def turn_after(turns: Collection[str], day: date) -> date:
    """The first of these days of the year that comes after ``day``."""
    return min(each for each in _turns(turns, day.year) if each > day)


def turn_on_or_before(turns: Collection[str], day: date) -> date:
    """The latest of these days of the year that is not after ``day``."""
    return max(each for each in _turns(turns, day.year) if each <= day)


def _turns(turns: Collection[str], year: int) -> list[date]:
    return [date.fromisoformat(f"{near}-{each}") for near in (year - 1, year, year + 1) for each in turns]


def is_late(state: str, due_on: date, today: date) -> bool:
    """Whether it is open after its day."""
    return state == DutyState.OPEN and today > due_on


def grounds_of(
    *, gets_records: bool, students_use_it: bool, bands: Collection[str], has_agreement: bool
) -> frozenset[Ground]:
    """What makes rules apply to a tool. Under 13: grades up to 8 (a seventh-grader may be 12)."""
    found = {Ground.RECORDS} if gets_records else set()
    if students_use_it:
        found.add(Ground.STUDENTS)
        found |= {Ground.UNDER13} if set(bands) & {"k2", "g35", "g68"} else set()
    return frozenset(found | ({Ground.AGREEMENT} if has_agreement else set()))


def check_evidence(evidence: str, link: str) -> tuple[str, str]:
    """What shows it, without blanks around it. Raises Problem("duties.say_what_shows_it")."""
    said, address = evidence.strip(), link.strip()
    wrong: dict[str, Words] = {}
    if not said or len(said) > TEXT_LIMIT:
        wrong["evidence"] = Sentence("Write what was done, when, and where it is kept.")
    if len(address) > LINK_LIMIT or (address and not address.startswith(("https://", "http://", "/"))):
        wrong["link"] = Sentence("Give the address of a page, or leave it empty.")
    if not wrong:
        return said, address
    raise Problem(
        "duties.say_what_shows_it",
        what=Sentence("Please say what shows that this was done."),
        why=Sentence("Somebody may ask in a year, and a tick alone proves nothing."),
        next_step=Sentence("Write a sentence: what, on which day, and where it can be found."),
        fields=wrong,
    )


def check_reason(reason: str) -> str:
    """Why it does not apply. Raises Problem("duties.say_why_not")."""
    said = reason.strip()
    if said and len(said) <= TEXT_LIMIT:
        return said
    raise Problem(
        "duties.say_why_not",
        what=Sentence("Please say why it does not apply here."),
        why=Sentence("A duty of law is set aside only for a reason that counsel would sign."),
        next_step=Sentence("Write a sentence, for example which exception covers it."),
        fields={"reason": Sentence("Write a sentence.")},
    )


def must_be_open(state: str) -> None:
    """Raises Problem("duties.settled")."""
    if state == DutyState.OPEN:
        return
    raise Problem(
        "duties.settled",
        what=Sentence("This duty is settled already."),
        why=Sentence("Who settled it, when, and what shows it stands beside it."),
        next_step=Sentence("Reload the page to see it."),
        kind=Kind.CONFLICT,
    )


def must_work_here(works_here: bool) -> None:
    """Raises Problem("duties.owner_unknown")."""
    if works_here:
        return
    raise Problem(
        "duties.owner_unknown",
        what=Sentence("This person cannot see to it."),
        why=Sentence("A duty belongs to somebody who works here and can be asked."),
        next_step=Sentence("Choose somebody from the list."),
        fields={"owner": Sentence("Choose somebody from the list.")},
    )


def not_settled() -> Problem:
    return Problem(
        "duties.not_settled",
        what=Sentence("This duty is not settled, so there is nothing to open again."),
        why=Sentence("Only a duty that was met or set aside can be opened again."),
        next_step=Sentence("Reload the page to see how it stands."),
        kind=Kind.CONFLICT,
    )
