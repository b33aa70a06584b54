"""When a problem is stated well enough that one could later say whether it was solved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from chalkline.kernel.problem import Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.problems.words import Evidence, Outcome, ProblemStatement

TITLE_LIMIT, TEXT_LIMIT, SHORT_LIMIT, LINK_LIMIT = 120, 4000, 200, 500
MOST_EVIDENCE = 12
FURTHEST_YEARS = 5
LARGEST_NUMBER = Decimal("1e9")
FINEST_STEP = Decimal("0.001")


def must_be_complete(statement: ProblemStatement, *, today: date) -> None:
    """Raise Problem("problems.incomplete") with every field that needs another look."""
    fields: dict[str, Words] = {
        **_wrong_with_words(statement),
        **_wrong_with_evidence(statement.evidence),
        **_wrong_with_outcome(statement.outcome, today=today),
    }
    if not fields:
        return
    raise Problem(
        "problems.incomplete",
        what=Sentence("This problem is not stated fully yet."),
        why=Sentence("Later, somebody must be able to say whether it was solved, and by how much."),
        next_step=Sentence("Look at the marked fields; everything you wrote is kept."),
        fields=fields,
    )


def _wrong_with_words(statement: ProblemStatement) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    if not statement.title.strip():
        wrong["title"] = Sentence("Give the problem a short name.")
    elif len(statement.title) > TITLE_LIMIT:
        wrong["title"] = _too_long(TITLE_LIMIT)
    if not statement.what_happens.strip():
        wrong["what_happens"] = Sentence("Say what happens today, and to whom.")
    elif len(statement.what_happens) > TEXT_LIMIT:
        wrong["what_happens"] = _too_long(TEXT_LIMIT)
    if len(statement.tried) > TEXT_LIMIT:
        wrong["tried"] = _too_long(TEXT_LIMIT)
    return wrong


def _wrong_with_evidence(evidence: tuple[Evidence, ...]) -> dict[str, Words]:
    if not any(each.text.strip() for each in evidence):
        return {"evidence": Sentence("Add at least one thing that shows the problem is real.")}
    if len(evidence) > MOST_EVIDENCE:
        return {"evidence": Sentence("Keep to the {n} strongest pieces of evidence.", n=MOST_EVIDENCE)}
    for each in evidence:
        if not each.text.strip():
            return {"evidence": Sentence("Each piece of evidence needs a sentence that says what it shows.")}
        if len(each.text) > TEXT_LIMIT or len(each.figure) > SHORT_LIMIT or len(each.link) > LINK_LIMIT:
            return {"evidence": Sentence("One piece of evidence is too long. Shorten it, or link to it.")}
        if each.link and not each.link.lower().startswith(("https://", "http://")):
            return {"evidence": Sentence("A link begins with https://. Leave it empty if there is none.")}
    return {}


def _wrong_with_outcome(outcome: Outcome, *, today: date) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    if not outcome.measure.strip():
        wrong["measure"] = Sentence("Say what will be measured.")
    elif len(outcome.measure) > SHORT_LIMIT:
        wrong["measure"] = _too_long(SHORT_LIMIT)
    if len(outcome.unit) > SHORT_LIMIT:
        wrong["unit"] = _too_long(SHORT_LIMIT)
    for name, number in (("baseline", outcome.baseline), ("target", outcome.target)):
        if not _is_plain_number(number):
            wrong[name] = Sentence("Write a number with at most three decimals, such as 5.2.")
    if not wrong.keys() & {"baseline", "target"} and outcome.baseline == outcome.target:
        wrong["target"] = Sentence("The target must differ from where things stand today.")
    if outcome.by_on <= today:
        wrong["by_on"] = Sentence("Choose a day after today.")
    elif outcome.by_on.year > today.year + FURTHEST_YEARS:
        wrong["by_on"] = Sentence("Choose a day within {n} years, or split the problem.", n=FURTHEST_YEARS)
    return wrong


def _is_plain_number(number: Decimal) -> bool:
    return number.is_finite() and abs(number) < LARGEST_NUMBER and number == number.quantize(FINEST_STEP)


def _too_long(limit: int) -> Sentence:
    return Sentence("Keep this under {n} characters.", n=limit)


def must_be_owned(*, works_here: bool) -> None:
    """Raise Problem("problems.owner") unless the owner is somebody who works in the district."""
    if works_here:
        return
    raise Problem(
        "problems.owner",
        what=Sentence("A problem needs an owner who works in the district."),
        why=Sentence("The owner answers for whether it gets solved."),
        next_step=Sentence("Choose a colleague from the list, or yourself."),
        fields={"owner": Sentence("Choose who answers for this problem.")},
    )


def must_say_why(reason: str) -> None:
    """Raise Problem("problems.no_reason") when a revision gives no reason."""
    if reason.strip() and len(reason) <= TEXT_LIMIT:
        return
    raise Problem(
        "problems.no_reason",
        what=Sentence("Please say why the problem is being revised."),
        why=Sentence("Requests and pilots rest on how it was stated before."),
        next_step=Sentence("Add one sentence, such as “new numbers from the October survey”."),
        fields={"because": Sentence("Say why, in a sentence.")},
    )
