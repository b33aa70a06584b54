"""From the policy in force to courses: ``decide()`` is asked for each tool and everybody a filter can tell apart. Pure.

A filter sees who and which tool, never what for and with which data; so those stay unknown in the question, and a tool
is let through where some purpose could be. Of a tool that the policy does not name, the answer is the same for
everybody, so it is asked once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from chalkline.publish.filter_lists.words import (
    GROUPS,
    STRICTNESS,
    Cell,
    Choices,
    Course,
    Fold,
    Listed,
    Lists,
    Matter,
    Outcome,
    Why,
)
from chalkline.rulebook.api import UNKNOWN, Group, Policy, Question, Standing, Stops, Verdict, decide
from chalkline.tools.register.api import AiScope

WHY_OF: dict[Standing, Why] = {
    Standing.ENDED: Why.ENDED,
    Standing.SUSPENDED: Why.SUSPENDED,
    Standing.DECLINED: Why.DECLINED,
    Standing.NEVER: Why.DECLINED,
    Standing.OUTSIDE_TERMS: Why.OUTSIDE_TERMS,
    Standing.UNAPPROVED: Why.UNAPPROVED,
}


def compile_lists(
    policy: Policy,
    digest: str,
    stops: Stops,
    day: date,
    tools: Sequence[Listed],
    cells: Sequence[Cell],
    choices: Choices,
    catalogue: int = 0,
) -> Lists:
    """The lists of a day: the same policy, stops, tools, people and choices give the same lists."""
    known = {tool.slug: tool for tool in sorted(tools, key=lambda each: each.slug)}
    named = named_by(policy) & set(known)
    undecided = {
        group: {
            slug: outcome_for(tool, _nobody(group), policy, stops, day, choices)
            for slug, tool in known.items()
            if slug not in named
        }
        for group in GROUPS
    }
    alike: dict[tuple[tuple[str, Outcome], ...], set[Cell]] = {}
    for cell in cells:
        look = tuple((slug, outcome_for(known[slug], cell, policy, stops, day, choices)) for slug in sorted(named))
        alike.setdefault(look, set()).add(cell)
    folds = sorted((Fold(frozenset(each), dict(look)) for look, each in alike.items()), key=lambda f: min(f.cells))
    return Lists(policy.revision, digest, day, catalogue, dict(choices), known, undecided, tuple(folds))


def named_by(policy: Policy) -> set[str]:
    """The tools that the policy says anything of."""
    approved = {each.tool for each in policy.terms}
    return approved | {each.tool for each in policy.ended} | {each.tool for each in policy.declined}


def outcome_for(tool: Listed, cell: Cell, policy: Policy, stops: Stops, day: date, choices: Choices) -> Outcome:
    """What becomes of one tool for one cell."""
    question = Question(
        tool=tool.slug,
        on=day,
        role=cell.role or UNKNOWN,
        grade_band=cell.band or UNKNOWN,
        school=cell.school or UNKNOWN,
    )
    answer = decide(question, policy, stops)
    if answer.verdict is not Verdict.REFUSE:
        return Outcome(Course.ALLOW, Why.APPROVED, answer.decision_number)
    why, number = WHY_OF.get(answer.standing, Why.UNAPPROVED), answer.decision_number
    declined = [each for each in policy.declined if each.tool == tool.slug]
    if why is Why.UNAPPROVED and declined:  # of one purpose or of all: nothing of it is approved for them
        last = max(declined, key=lambda each: (each.decided_on, each.decision_number))
        why, number = Why.DECLINED, last.decision_number
    if tool.scope is AiScope.FEATURE:
        if why is Why.UNAPPROVED:
            return Outcome(choices[cell.group, Matter.PART], Why.PART)
        return Outcome(choices[cell.group, Matter.PART_REFUSED], Why.PART_REFUSED, number)
    if why is Why.UNAPPROVED:
        return Outcome(choices[cell.group, Matter.AI], why)
    return Outcome(Course.BLOCK, why, number)


def strictest(outcomes: Iterable[Outcome]) -> Outcome:
    """The strictest of several: what one list for different people must say."""
    return max(outcomes, key=lambda each: (STRICTNESS[each.course], each.why, each.decision))


def for_cells(lists: Lists, cells: Iterable[Cell]) -> dict[str, Outcome]:
    """What becomes of every tool for all of these people together: the strictest of what each would get."""
    met = {(id(fold := lists.fold_of[cell]), cell.group): fold for cell in cells if cell in lists.fold_of}
    folds = [(fold, group) for (_, group), fold in met.items()]
    if not folds:
        return {}
    found: dict[str, Outcome] = {}
    for slug in lists.tools:
        each = [fold.decided.get(slug) or lists.undecided[group].get(slug) for fold, group in folds]
        told = [outcome for outcome in each if outcome]
        if told:
            found[slug] = strictest(told)
    return found


def tightened(lists: Lists, policy: Policy, stops: Stops, day: date) -> Lists:
    """These lists with what has been stopped, has ended or was narrowed since: only ever stricter.

    What they let through is asked anew; nothing else changes without a publication.
    """
    folds: dict[tuple[tuple[str, Outcome], ...], set[Cell]] = {}
    stopped = [slug for slug in stops.tools if slug in lists.tools]  # also what nobody has decided about
    for fold in lists.folds:
        allowed = [slug for slug, each in fold.decided.items() if each.course is Course.ALLOW]
        allowed += [slug for slug in stopped if slug not in allowed]
        for cell in fold.cells if allowed else ():
            now = {slug: outcome_for(lists.tools[slug], cell, policy, stops, day, lists.choices) for slug in allowed}
            look = {**fold.decided, **{slug: each for slug, each in now.items() if each.course is not Course.ALLOW}}
            folds.setdefault(tuple(sorted(look.items(), key=lambda pair: pair[0])), set()).add(cell)
        if not allowed:
            folds.setdefault(tuple(sorted(fold.decided.items(), key=lambda pair: pair[0])), set()).update(fold.cells)
    made = sorted((Fold(frozenset(cells), dict(look)) for look, cells in folds.items()), key=lambda f: min(f.cells))
    return Lists(
        lists.revision, lists.policy_digest, lists.compiled_on, lists.catalogue, lists.choices, lists.tools,
        lists.undecided, tuple(made),
    )  # fmt: skip


def stopped_since(before: Lists, now: Lists) -> Mapping[str, Outcome]:
    """Tools that one set of lists lets through for somebody, and the other no longer for the same people."""
    found: dict[str, Outcome] = {}
    for cell in sorted(before.cells & now.cells):
        for slug, was in before.fold_of[cell].decided.items():
            then = now.fold_of[cell].decided.get(slug)
            if was.course is Course.ALLOW and then and then.course is not Course.ALLOW:
                found.setdefault(slug, then)
    return found


def _nobody(group: Group) -> Cell:
    """Somebody of a group of whom nothing else is known."""
    return Cell("student", "", "") if group is Group.STUDENTS else Cell("teacher", "", "")
