"""Whether a survey can be opened and answered, and what may be shown of its counts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from chalkline.discover.surveys.words import (
    LONGEST_OPEN,
    MOST_TOOLS,
    PERMISSION,
    TEXT,
    TOOL_NAMES,
    Answers,
    How,
    Question,
    SurveyPlan,
    SurveyState,
    ToolAnswers,
)
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Audience
from chalkline.protect.disclosure import ALL, SUPPRESSED, THRESHOLD, Cell, Shown, two_way

MOST_A_DAY = 3000  # answers to one survey: more than any school has families
NOT_SAID = "not said"


def state_of(closes_on: date, closed_on: date | None, today: date) -> SurveyState:
    """Open until the end of its last day, unless somebody closed it before."""
    return SurveyState.CLOSED if closed_on or today > closes_on else SurveyState.OPEN


def must_be_a_survey(plan: SurveyPlan, today: date) -> None:
    """Raise Problem("surveys.incomplete") unless it can be answered by whom it asks."""
    fields: dict[str, Words] = {}
    if not today <= plan.closes_on <= today + LONGEST_OPEN:
        fields["closes_on"] = Sentence("Choose a day from today to {n} days from now.", n=LONGEST_OPEN.days)
    if len(plan.tools) > MOST_TOOLS:
        fields["tools"] = Sentence("Offer at most {n} tools; people can write down others.", n=MOST_TOOLS)
    if plan.audience is Audience.STUDENTS and not plan.allowed_by.strip():
        fields["allowed_by"] = Sentence("Say which rule or person of the district allows to ask students.")
    elif len(plan.allowed_by) > PERMISSION:
        fields["allowed_by"] = Sentence("Keep this under {n} characters.", n=PERMISSION)
    if not fields:
        return
    raise Problem(
        "surveys.incomplete",
        what=Sentence("The survey cannot be opened like this yet."),
        why=Sentence("People answer it on a telephone, and nobody is there to explain."),
        next_step=Sentence("Look at the marked fields."),
        fields=fields,
    )


def must_be_open(state: SurveyState) -> None:
    """Raise Problem("surveys.closed") when a survey takes no answers any more."""
    if state is SurveyState.OPEN:
        return
    raise Problem(
        "surveys.closed",
        what=Sentence("This survey is closed."),
        why=Sentence("What was said is counted now, and stands fast."),
        next_step=Sentence("Tell the school office what you want to say."),
        kind=Kind.CONFLICT,
    )


def must_be_closed(state: SurveyState) -> None:
    """Raise Problem("surveys.still_open") while answers come in."""
    if state is SurveyState.CLOSED:
        return
    raise Problem(
        "surveys.still_open",
        what=Sentence("The survey is still open."),
        why=Sentence("Who watches results grow can tell what the last person said, so there are none yet."),
        next_step=Sentence("Wait for its last day, or close it now."),
        kind=Kind.CONFLICT,
    )


def must_not_flood(taken: int) -> None:
    """Raise Problem("surveys.too_many") when so many answers came in a day that somebody may be playing."""
    if taken >= MOST_A_DAY:
        raise too_many()


def too_many() -> Problem:
    """The answer to a flood, from one place or altogether."""
    return Problem(
        "surveys.too_many",
        what=Sentence("We cannot take more answers right now."),
        why=Sentence("Very many came in at once."),
        next_step=Sentence("Please try again in an hour. What you picked is still in the form."),
        kind=Kind.CONFLICT,
    )


def must_say_something(answers: Answers, asked: Sequence[Question], tools: Sequence[str]) -> None:
    """Raise Problem: surveys.nothing_said, surveys.too_long. A pick that is no choice counts as none."""
    longest = {each.id: TOOL_NAMES if each.how is How.TOOLS else TEXT for each in asked}
    fields: dict[str, Words] = {
        name: Sentence("Keep this under {n} characters.", n=longest[name])
        for name, text in answers.texts.items()
        if len(text) > longest.get(name, 0)
    }
    if fields:
        raise Problem(
            "surveys.too_long",
            what=Sentence("One of your answers is too long."),
            why=Sentence("A person reads each."),
            next_step=Sentence("Shorten the marked answer."),
            fields=fields,
        )
    if picks_of(answers, asked, tools) or any(text.strip() for text in answers.texts.values()):
        return
    raise Problem(
        "surveys.nothing_said",
        what=Sentence("Nothing is filled in yet."),
        why=Sentence("Every question is up to you, but one answer at least makes it worth sending."),
        next_step=Sentence("Answer one question, then send it."),
    )


def picks_of(answers: Answers, asked: Sequence[Question], tools: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What was picked, by question, as far as it could be: each once, and one only where one may be chosen."""
    picked: dict[str, tuple[str, ...]] = {}
    for each in asked:
        may = {*tools, "none"} if each.how is How.TOOLS else {choice.id for choice in each.choices}
        chosen = tuple(dict.fromkeys(pick for pick in answers.picks.get(each.id, ()) if pick in may))
        if chosen:
            picked[each.id] = chosen[:1] if each.how is How.ONE else chosen
    return picked


def in_tens(people: int) -> int:
    """Rounded down to whole tens: what is told while answers come in."""
    return people - people % 10


def near_all(people: int, total: int) -> int:
    """A count so near to all that it would tell of the few who are left is told as ten fewer than all."""
    return total - THRESHOLD if 0 < total - people < THRESHOLD else people


def some_shown(people: int, total: int) -> Cell:
    """How many picked one of several things, as far as it may be shown of ``total`` who answered."""
    if total < THRESHOLD or 0 < people < THRESHOLD:
        return SUPPRESSED if people or total else Shown(0)
    told = near_all(people, total)
    return Shown(told) if told >= THRESHOLD or not told else SUPPRESSED


def one_shown(picked: Mapping[str, int], total: int) -> dict[str, Cell]:
    """How many picked each of which one only may be picked: together with those who said nothing they are all."""
    parts = {**picked, NOT_SAID: total - sum(picked.values())}
    table = two_way(
        {(part, ALL): count for part, count in parts.items()}, hidden=[(ALL, ALL)] * (0 < total < THRESHOLD)
    )
    return {part: table.cell(part) for part in picked}


def told_of_tool(by_group: Mapping[tuple[str, str], int], total: int) -> ToolAnswers:
    """People who said they use a tool, from counts by (role, school): so that those who do not are never a few.

    Where they are, as many are left out of the largest groups as ``near_all`` takes away.
    """
    left = dict(by_group)
    over = sum(left.values()) - max(near_all(sum(left.values()), total), 0)
    while over > 0 and any(left.values()):
        largest = max(left, key=lambda group: (left[group], group))
        left[largest] -= 1
        over -= 1
    by_role: Counter[str] = Counter()
    by_school: Counter[str] = Counter()
    for (role, school), people in left.items():
        by_role[role] += people
        if school:
            by_school[school] += people
    return ToolAnswers(sum(left.values()), by_role, by_school)


def together(one: ToolAnswers | None, other: ToolAnswers) -> ToolAnswers:
    """What two audiences said of a tool: nobody belongs to both."""
    if one is None:
        return other
    return ToolAnswers(
        one.people + other.people,
        Counter(one.by_role) + Counter(other.by_role),
        Counter(one.by_school) + Counter(other.by_school),
    )


def must_be_new(problem_id: str) -> None:
    """Raise Problem("surveys.named_already") when a need is a problem of the district already."""
    if not problem_id:
        return
    raise Problem(
        "surveys.named_already",
        what=Sentence("This need is on the list of problems already."),
        why=Sentence("The same twice would be two problems with two owners."),
        next_step=Sentence("Open the problem, and add there what was heard since."),
        kind=Kind.CONFLICT,
    )
