"""The few things to act on first, and why: readable rules in the order of what weighs most. Pure.

Each rule looks at what may be shown and nothing else, so the list says no more than the audit does. A tool stands
under the first rule that fits it. Within a rule, what reaches most people comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from chalkline.discover.findings.reconciling import in_use, kinds_seeing
from chalkline.discover.findings.rules import younger_than
from chalkline.discover.findings.words import Audit, Reach
from chalkline.discover.sources.api import Kind
from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import SUPPRESSED, Cell, Shown
from chalkline.rulebook.api import Standing
from chalkline.tools.register.api import AiScope

MOST = 5
MANY = 25  # people: fewer than that is no reason to put a tool before the others


class Step(StrEnum):
    """The one thing to do about it."""

    REQUEST = "request"
    FILTER = "filter"
    ASK = "ask"
    LOOK = "look"
    HOSTS = "hosts"


@dataclass(frozen=True)
class Act:
    """One thing to act on. ``rule`` names why it stands where it does; ``tool`` is "" where it is about none."""

    rule: str
    tool: str
    name: str
    what: Sentence
    why: Sentence
    people: Cell
    step: Step
    grave: bool


@dataclass(frozen=True)
class Rule:
    """One reason to act. ``figure`` is what it ranks by; ``what`` and ``why`` are said of each tool it fits."""

    name: str
    fits: Callable[[Reach], bool]
    what: Callable[[Reach], Sentence]
    why: Sentence
    step: Step
    figure: Callable[[Reach], Cell] = lambda each: each.people
    grave: bool = False


STOPPED = {Standing.DECLINED, Standing.ENDED, Standing.SUSPENDED, Standing.NEVER}
BARE = {Standing.UNAPPROVED, *STOPPED}


def blocked_only(each: Reach) -> Cell:
    """People who tried and were blocked each time."""
    if not isinstance(each.people, Shown) or not isinstance(each.users, Shown):
        return SUPPRESSED
    return Shown(max(each.people.count - each.users.count, 0))


def number(cell: Cell) -> int:
    """The count, 0 where it may not be shown: what is hidden never ranks."""
    return cell.count if isinstance(cell, Shown) else 0


def _is_ai(each: Reach) -> bool:
    return each.ai_scope == AiScope.CORE


def _said(template: Sentence, **figures: Callable[[Reach], object]) -> Callable[[Reach], Sentence]:
    def say(each: Reach) -> Sentence:
        values = {name: value(each) for name, value in figures.items()}
        return Sentence(template.template, tool=each.name, **values)

    return say


def _count(of: Callable[[Reach], Cell]) -> Callable[[Reach], object]:
    return lambda each: f"{number(of(each)):,}"


def _visited(each: Reach) -> bool:
    return kinds_seeing(each) != () and in_use(each)


RULES = (
    Rule(
        "too_young",
        lambda each: _is_ai(each) and number(each.users) > 0 and younger_than(each.terms_age_min, each.student_bands),
        _said(
            Sentence("{tool}: its makers ask for age {age}, and younger students use it"),
            age=lambda each: each.terms_age_min,
        ),
        Sentence("Students under the maker’s age limit come first: the maker has no right to serve them."),
        Step.FILTER,
        grave=True,
    ),
    Rule(
        "not_any_more",
        lambda each: _visited(each) and (each.standing in STOPPED or each.said_no),
        lambda each: Sentence(_STOPPED.get(each.standing, _STOPPED[Standing.DECLINED]).template, tool=each.name),
        Sentence("The district has said no, or not any more, and it is used all the same."),
        Step.FILTER,
        grave=True,
    ),
    Rule(
        "wide_access",
        lambda each: number(each.wide) > 0 and each.standing in BARE,
        _said(
            Sentence("{tool}: {n} people let it read all their files, mail or class lists"),
            n=_count(lambda each: each.wide),
        ),
        Sentence("Access once given stays until it is taken away, whether or not the tool is used."),
        Step.FILTER,
        lambda each: each.wide,
    ),
    Rule(
        "students_unapproved",
        lambda each: _is_ai(each) and each.standing in BARE and number(each.students) >= MANY,
        _said(
            Sentence("{tool}: {n} students use it, and nobody has approved it"), n=_count(lambda each: each.students)
        ),
        Sentence("Student use at scale without a decision: no agreement covers what they type in."),
        Step.REQUEST,
        lambda each: each.students,
    ),
    Rule(
        "outside_terms",
        lambda each: each.standing is Standing.OUTSIDE_TERMS and _visited(each),
        _said(Sentence("{tool} is approved, and used outside its terms: {terms}"), terms=lambda each: each.terms),
        Sentence("Either the terms or the use should change."),
        Step.LOOK,
    ),
    Rule(
        "unapproved",
        lambda each: _is_ai(each) and each.standing is Standing.UNAPPROVED and number(each.people) >= MANY,
        _said(Sentence("{tool}: {n} people use it, and nobody has approved it"), n=_count(lambda each: each.people)),
        Sentence("It reaches most people of all that nobody approved."),
        Step.REQUEST,
    ),
    Rule(
        "sought_and_blocked",
        lambda each: _is_ai(each) and number(blocked_only(each)) >= MANY,
        _said(Sentence("{tool}: {n} people tried it and were blocked each time"), n=_count(blocked_only)),
        Sentence("Many want what it does: ask what for, and offer something that is approved."),
        Step.ASK,
        blocked_only,
    ),
    Rule(
        "paid_unused",
        lambda each: each.paid is not None and each.paid.cents > 0 and not in_use(each),
        _said(
            Sentence("{tool} is paid for ({money}), and no log shows it"),
            money=lambda each: f"${round((each.paid.cents if each.paid else 0) / 100):,}",
        ),
        Sentence("Money that buys nothing can buy something else. Ask those who ordered it before it renews."),
        Step.ASK,
        lambda each: Shown((each.paid.cents if each.paid else 0) // 100),
    ),
)  # fmt: skip
_STOPPED: dict[Standing, Sentence] = {
    Standing.DECLINED: Sentence("{tool} was declined, and is still in use"),
    Standing.SUSPENDED: Sentence("{tool} is stopped, and still in use"),
    Standing.ENDED: Sentence("The approval of {tool} has ended, and it is still in use"),
    Standing.NEVER: Sentence("{tool} is used for a matter that AI has no part in here"),
}
UNSEEN = Sentence("It is approved and seen by no log: offer it, or let it end. It costs reviews all the same.")
HOSTS = Sentence("Some may be harmless, some a trap that looks like a tool people know.")


def acts(
    found: Audit, *, aside: Collection[str] = (), asked: Collection[str] = (), most: int = MOST
) -> tuple[Act, ...]:
    """What to act on first, gravest first. ``aside``: tools that somebody set aside, with a reason; ``asked``:
    those for which a request or an approved use takes care of it."""
    logs = {Kind.NETWORK, Kind.SIGN_IN} & {*found.kinds}
    listed: list[Act] = []
    for rule in RULES:
        if rule.name == "paid_unused" and not logs:
            continue
        done = {*aside, *asked} if rule.step is Step.REQUEST else {*aside}
        fitting = [each for each in found.services if rule.fits(each) and each.slug not in done]
        fitting.sort(key=lambda each: (-number(rule.figure(each)), each.name.casefold()))
        listed += [_act(rule, each) for each in fitting]
    listed = _once(listed)
    if found.proposed:
        listed.insert(most - 1, _hosts(len(found.proposed)))
    listed += [
        Act("unseen", each.slug, each.name, Sentence("{tool} is approved, and no log shows it used", tool=each.name),
            UNSEEN, Shown(0), Step.ASK, grave=False)
        for each in found.unseen
    ]  # fmt: skip
    return tuple(_few(_once(listed), most))


def _few(listed: list[Act], most: int) -> list[Act]:
    """At most two of one kind while another kind waits: a person in a hurry should see the spread."""
    taken: list[Act] = []
    for each in listed:
        if len(taken) < most and sum(one.rule == each.rule for one in taken) < 2:
            taken.append(each)
    rest = [each for each in listed if each not in taken]
    chosen = {*(id(each) for each in taken), *(id(each) for each in rest[: most - len(taken)])}
    return [each for each in listed if id(each) in chosen]


def _once(listed: Iterable[Act]) -> list[Act]:
    kept: dict[str, Act] = {}
    for each in listed:
        kept.setdefault(each.tool or each.rule, each)
    return list(kept.values())


def _act(rule: Rule, each: Reach) -> Act:
    people = SUPPRESSED if not number(each.people) else each.people
    return Act(rule.name, each.slug, each.name, rule.what(each), rule.why, people, rule.step, rule.grave)


def _hosts(n: int) -> Act:
    what = Sentence("{n} web addresses sound like AI and are in no catalogue", n=n)
    return Act("hosts", "", "", what, HOSTS, SUPPRESSED, Step.HOSTS, grave=False)
