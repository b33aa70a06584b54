"""Putting a question in a person's words: the doors hand over what was typed, and get a Question.

What is left out stays unknown. What nobody knows (a purpose, a kind of data) is a Problem that names the
field, never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chalkline.kernel.problem import Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.asking import Question, implied_elements
from chalkline.rulebook.policy import Policy
from chalkline.rulebook.vocabulary import vocabulary
from chalkline.rulebook.words import ROSTER_ROLES, UNKNOWN, MaybeSet, band_named

NO_DATA = "none"
GRADES_LOOK_LIKE = Sentence("Say a grade like K, 4 or 11, a band like g35, or none.")


def put_question(
    policy: Policy,
    tool: str,
    on: date,
    *,
    purpose: str = "",
    role: str = "",
    grade: str = "",
    school: str = "",
    data: Sequence[str] | None = None,
) -> Question:
    """The question that these words put. Empty words and ``data=None`` are what is not known.

    ``grade`` is a grade ("4"), a band ("g35") or "none" for work without a class; ``school`` an id, a roster
    code or a name; ``data`` ids of elements or kinds, and an empty list (or "none") is no data about people.
    Raises Problem("ask.not_understood") naming each word that means nothing here.
    """
    wrong: dict[str, Words] = {}
    band = band_named(grade) if grade.strip() else None
    if grade.strip() and band is None:
        wrong["grade"] = GRADES_LOOK_LIKE
    school_id = policy.school_meant(school) if school.strip() else None
    if school.strip() and school_id is None:
        wrong["school"] = Sentence("No school of the district has this name or number.")
    if purpose.strip() and purpose.strip() not in policy.purpose_names:
        wrong["purpose"] = Sentence("There is no such purpose. They look like uc_lesson.")
    if role.strip() and role.strip() not in ROSTER_ROLES:
        wrong["role"] = Sentence("Say one of: {roles}.", roles=", ".join(ROSTER_ROLES))
    elements = _elements(data)
    if elements is None:
        wrong["data"] = Sentence("Name data elements or kinds of data of the list, or none.")
    if not tool.strip():
        wrong["tool"] = Sentence("Name the tool.")
    if wrong:
        raise _not_understood(wrong)
    if isinstance(elements, frozenset):
        elements |= implied_elements(role.strip())
    return Question(
        tool=tool.strip(),
        on=on,
        role=role.strip() or UNKNOWN,
        grade_band=band or UNKNOWN,
        school=school_id or UNKNOWN,
        purpose=purpose.strip() or UNKNOWN,
        elements=elements if isinstance(elements, frozenset) else UNKNOWN,
    )


def grade_not_understood() -> Problem:
    """The answer to a grade that is none."""
    return _not_understood({"grade": GRADES_LOOK_LIKE})


def _elements(data: Sequence[str] | None) -> MaybeSet | None:
    if data is None:
        return UNKNOWN
    return vocabulary().elements_named([each.strip() for each in data if each.strip() not in ("", NO_DATA)])


def _not_understood(wrong: dict[str, Words]) -> Problem:
    return Problem(
        "ask.not_understood",
        what=Sentence("Some words of the question mean nothing here."),
        why=Sentence("An answer about something else than you meant would be worse than none."),
        next_step=Sentence("Correct what is named, or leave it out: then the answer says what it depends on."),
        fields=wrong,
    )
