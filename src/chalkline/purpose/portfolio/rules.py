"""When a sheet of scores is whole, when a gate is open, and whether there is room for one more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.portfolio.criteria import CRITERION_NAMES, EXTREMES, LEVELS, Criterion
from chalkline.purpose.portfolio.words import (
    ANSWERED_GATES,
    Gate,
    GateAnswer,
    GateFacts,
    GateStanding,
    GateState,
    Score,
)

TEXT_LIMIT, LINK_LIMIT = 2000, 500
LOWEST_LIMIT, HIGHEST_LIMIT = 1, 20
TWO_VIEWS = 2


def must_be_whole(scores: Sequence[Score]) -> None:
    """Raise Problem("portfolio.scores_incomplete") with every criterion that needs another look."""
    given = {score.criterion: score for score in scores}
    fields: dict[str, Words] = {}
    for criterion in Criterion:
        wrong = _wrong_with(given.get(criterion))
        if wrong:
            fields[criterion.value] = wrong
    if not fields and len(scores) == len(given):
        return
    raise Problem(
        "portfolio.scores_incomplete",
        what=Sentence("The scores are not complete yet."),
        why=Sentence("Others must be able to see what each score rests on."),
        next_step=Sentence("Look at the marked questions; everything you wrote is kept."),
        fields=fields,
    )


def _wrong_with(score: Score | None) -> Sentence | None:
    if score is None or score.points not in LEVELS:
        return Sentence("Choose the sentence that comes closest.")
    if not score.because.strip():
        return Sentence("Say in a sentence how you know.")
    if len(score.because) > TEXT_LIMIT or len(score.link) > LINK_LIMIT:
        return Sentence("Keep this under {n} characters.", n=TEXT_LIMIT)
    if score.link and not _is_link(score.link):
        return Sentence("A link begins with https://. Leave it empty if there is none.")
    if score.points in EXTREMES and not score.link:
        return Sentence("The first and the last sentence claim much: add a link to what shows it.")
    return None


def must_not_be_own(is_own: bool) -> None:
    """Raise Problem("portfolio.own_use_case") when whoever proposed a use case would judge it."""
    if not is_own:
        return
    raise Problem(
        "portfolio.own_use_case",
        what=Sentence("You proposed this use case, so others score it."),
        why=Sentence("An order is worth what the people who made it are free to say."),
        next_step=Sentence("Describe the steps of the work, and ask two colleagues for their scores."),
        kind=Kind.NOT_ALLOWED,
    )


def must_say_why(reason: str) -> str:
    """The reason without blanks around it. Raises Problem("portfolio.reason_needed")."""
    said = reason.strip()
    if said and len(said) <= TEXT_LIMIT:
        return said
    raise Problem(
        "portfolio.reason_needed",
        what=Sentence("Please say why."),
        why=Sentence("Everybody can read it beside the order, and will ask."),
        next_step=Sentence("Add one or two sentences."),
        fields={"because": Sentence("Write one or two sentences.")},
    )


def must_be_answered(answer: GateAnswer) -> None:
    """Raise Problem("portfolio.gate_answer") unless the gate takes an answer, with a reason."""
    fields: dict[str, Words] = {}
    if answer.gate not in ANSWERED_GATES:
        fields["gate"] = Sentence("Chalkline reads this one from the records.")
    if not answer.reason.strip() or len(answer.reason) > TEXT_LIMIT:
        fields["reason"] = Sentence("Say in a sentence or two how you know.")
    if answer.link and (not _is_link(answer.link) or len(answer.link) > LINK_LIMIT):
        fields["link"] = Sentence("A link begins with https://. Leave it empty if there is none.")
    if not fields:
        return
    raise Problem(
        "portfolio.gate_answer",
        what=Sentence("This gate is not answered yet."),
        why=Sentence("A gate is never traded for points, so it needs a reason that others can check."),
        next_step=Sentence("Look at the marked fields; everything you wrote is kept."),
        fields=fields,
    )


def gates_of(
    facts: GateFacts, answers: Mapping[Gate, GateAnswer], agreement: GateStanding | None = None
) -> tuple[GateStanding, ...]:
    """Every gate that concerns a use case, in order. One that is shut blocks it whatever its scores are.

    ``agreement``: how that gate stands by the records, where they tell.
    """
    standings = [
        _read(
            Gate.OWNED,
            facts.owner_works_here,
            Sentence("The problem has an owner who works here."),
            Sentence("Its owner has left."),
            Sentence("State the problem anew with another owner."),
        ),
        _read(
            Gate.OUTCOME,
            facts.outcome_ahead,
            Sentence("The problem names a number, and a day to come."),
            Sentence("The day of its outcome has passed."),
            Sentence("State the problem anew with the next number and day."),
        ),
        _read(
            Gate.NOT_DECIDED_BY_AI,
            not facts.never_for_ai,
            Sentence("Its purpose is not among those that AI has no part in."),
            Sentence("The list of purposes gives AI no part in this matter."),
            Sentence("Outline it anew for a part of the work that people keep deciding."),
        ),
    ]
    if facts.judges_people:
        standings.append(
            _read(
                Gate.GROUPS,
                facts.says_groups,
                Sentence("It says how errors are compared between groups."),
                Sentence("It flags or scores people and does not say how its errors are compared."),
                Sentence("Outline it anew and say which errors are compared between which groups."),
            )
        )
    read = {Gate.AGREEMENT: agreement} if agreement else {}
    return (*standings, *(_answered(gate, answers.get(gate), read.get(gate)) for gate in ANSWERED_GATES))


def _read(gate: Gate, is_open: bool, good: Sentence, bad: Sentence, to_open: Sentence) -> GateStanding:
    return GateStanding(gate, GateState.OPEN, good) if is_open else GateStanding(gate, GateState.SHUT, bad, to_open)


def _answered(gate: Gate, answer: GateAnswer | None, read: GateStanding | None) -> GateStanding:
    """As somebody answered it; where nobody did, or they say the same, as the records have it."""
    if answer is None:
        unsaid = Sentence("Nobody has answered this yet.")
        asked = GateStanding(gate, GateState.UNANSWERED, unsaid, Sentence("Answer it on the page of the use case."))
        return read or asked
    state = GateState.OPEN if answer.is_open else GateState.SHUT
    if read and read.state is state:
        return read
    to_open = "" if answer.is_open else Sentence("Change what is proposed, then answer it anew.")
    evidence = read.evidence if read else ()
    return GateStanding(gate, state, answer.reason, to_open, evidence, records_say=read.reason if read else "")


def must_be_points(points: Mapping[Criterion, int]) -> None:
    """Raise Problem("portfolio.weights") unless every criterion has 0 to 100 points, and the largest has 100."""
    right = points.keys() == set(Criterion) and all(0 <= each <= 100 for each in points.values())
    if right and max(points.values()) == 100:
        return
    raise Problem(
        "portfolio.weights",
        what=Sentence("These weights cannot be used."),
        why=Sentence(
            "The criterion whose step from worst to best matters most has 100, and the others are measured by it."
        ),
        next_step=Sentence("Give each criterion 0 to 100 points, and at least one of them 100."),
        fields={} if right else {"points": Sentence("Give each criterion a whole number from 0 to 100.")},
    )


def one_of_two() -> Problem:
    """The refusal of a proposal of both rules, or of neither."""
    return Problem(
        "portfolio.one_rule",
        what=Sentence("Propose either weights or a limit."),
        why=Sentence("The committee decides on each of them by itself."),
        next_step=Sentence("Send one of the two, and the other as a proposal of its own."),
    )


def must_be_limit(limit: int) -> None:
    """Raise Problem("portfolio.limit") unless the limit can be kept."""
    if LOWEST_LIMIT <= limit <= HIGHEST_LIMIT:
        return
    raise Problem(
        "portfolio.limit",
        what=Sentence("This limit cannot be used."),
        why=Sentence("A few can be done well; without any limit there is no choice to make."),
        next_step=Sentence("Choose a whole number from {low} to {high}.", low=LOWEST_LIMIT, high=HIGHEST_LIMIT),
        fields={"limit": Sentence("Choose a whole number from {low} to {high}.", low=LOWEST_LIMIT, high=HIGHEST_LIMIT)},
    )


def is_high_impact(*, light: str, judges_people: bool, has_students: bool) -> bool:
    """Whether a use case counts against the limit: it needs more than usual care, judges people, or students use it."""
    return light != "green" or judges_people or has_students


def must_have_room(limit: int, active: Collection[str]) -> None:
    """Raise Problem("portfolio.limit_reached") when as many high-impact use cases are active as the limit allows.

    ``active``: the titles of those that are, without the one that would become active.
    """
    if len(active) < limit:
        return
    raise Problem(
        "portfolio.limit_reached",
        what=Sentence("No more than {n} high-impact use cases are active at a time.", n=limit),
        why=Sentence("These are active now: {names}.", names=tuple(sorted(active))),
        next_step=Sentence("End one of them, or ask the committee to raise the limit on the portfolio page."),
        kind=Kind.CONFLICT,
    )


def blocking(gates: Iterable[GateStanding]) -> tuple[GateStanding, ...]:
    """The gates that are shut."""
    return tuple(each for each in gates if each.state is GateState.SHUT)


def unanswered(gates: Iterable[GateStanding]) -> tuple[GateStanding, ...]:
    """The gates that nobody has answered."""
    return tuple(each for each in gates if each.state is GateState.UNANSWERED)


def not_first(sentence: Sentence) -> Problem:
    """The refusal of a first workflow that does not pass the four tests."""
    return Problem(
        "portfolio.not_first",
        what=Sentence("This cannot be the first workflow yet."),
        why=sentence,
        next_step=Sentence("Mend what is named, or choose one that passes all four tests."),
        kind=Kind.CONFLICT,
    )


def not_waiting() -> Problem:
    """The refusal of a rule that is no longer only proposed."""
    return Problem(
        "portfolio.not_waiting",
        what=Sentence("This proposal has been decided already."),
        why=Sentence("The committee decides on each proposal once."),
        next_step=Sentence("Make a new proposal."),
        kind=Kind.CONFLICT,
    )


def _is_link(text: str) -> bool:
    return text.lower().startswith(("https://", "http://"))


def named(criteria: Iterable[Criterion]) -> tuple[Sentence, ...]:
    """Criteria by their names."""
    return tuple(CRITERION_NAMES[each] for each in criteria)
