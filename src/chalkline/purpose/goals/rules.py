"""When a goal is one: it says something, somebody adopted it, and it ends."""

from __future__ import annotations

from datetime import date

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.goals.words import GoalStatement

TITLE_LIMIT, TEXT_LIMIT, SHORT_LIMIT, LINK_LIMIT = 120, 4000, 200, 500
LONGEST_YEARS = 10


def must_be_complete(statement: GoalStatement) -> None:
    """Raise Problem("goals.incomplete") with every field that needs another look."""
    fields = {**_wrong_with_words(statement), **_wrong_with_years(statement)}
    if not fields:
        return
    raise Problem(
        "goals.incomplete",
        what=Sentence("This goal is not stated fully yet."),
        why=Sentence("People will ask who adopted it, and whether it still holds."),
        next_step=Sentence("Look at the marked fields; everything you wrote is kept."),
        fields=fields,
    )


def _wrong_with_words(statement: GoalStatement) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    for name, text, limit, missing in (
        ("title", statement.title, TITLE_LIMIT, Sentence("Give the goal a short name.")),
        ("what_it_says", statement.what_it_says, TEXT_LIMIT, Sentence("Write the goal as the plan states it.")),
        ("adopted_by", statement.adopted_by, SHORT_LIMIT, Sentence("Say who adopted it, such as “School board”.")),
    ):
        if not text.strip():
            wrong[name] = missing
        elif len(text) > limit:
            wrong[name] = Sentence("Keep this under {n} characters.", n=limit)
    if statement.link and not statement.link.lower().startswith(("https://", "http://")):
        wrong["link"] = Sentence("A link begins with https://. Leave it empty if there is none.")
    elif len(statement.link) > LINK_LIMIT:
        wrong["link"] = Sentence("Keep this under {n} characters.", n=LINK_LIMIT)
    return wrong


def _wrong_with_years(statement: GoalStatement) -> dict[str, Words]:
    if statement.from_on == date.min:
        return {"from_on": Sentence("Choose the day from which it holds.")}
    if statement.until_on <= statement.from_on:
        return {"until_on": Sentence("Choose a last day after the first.")}
    if statement.until_on.year > statement.from_on.year + LONGEST_YEARS:
        return {"until_on": Sentence("Choose a last day within {n} years.", n=LONGEST_YEARS)}
    return {}


def must_say_why(reason: str) -> str:
    """The reason without blanks around it. Raises Problem("goals.no_reason")."""
    said = reason.strip()
    if said and len(said) <= TEXT_LIMIT:
        return said
    raise Problem(
        "goals.no_reason",
        what=Sentence("Please say why the goal changes."),
        why=Sentence("Problems rest on it, and their owners will ask."),
        next_step=Sentence("Add one sentence, such as “the board adopted the new plan in June”."),
        fields={"because": Sentence("Say why, in a sentence.")},
    )


def ended(title: str) -> Problem:
    """The refusal of what needs a goal that still holds."""
    return Problem(
        "goals.ended",
        what=Sentence("The goal “{title}” does not hold any more.", title=title),
        why=Sentence("A problem serves what the district wants now."),
        next_step=Sentence("Choose a goal that holds, or set the one that took its place."),
        kind=Kind.CONFLICT,
        fields={"goal": Sentence("Choose a goal that holds.")},
    )
