"""Surveys: which AI people say they use, and what would help them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telling.deed import Day, Moment, Named, deed


@dataclass(frozen=True)
class Alike:
    """So many people who say the same: choices by question, tools by name, one text."""

    people: int
    tools: str = "none"
    often: str = ""
    used_for: str = ""
    worries: str = ""
    helps: str = ""
    role: str = "teacher"
    school: str = ""
    also_uses: str = ""
    writes: str = ""


@deed("asks which AI is in use")
def asks_which_ai_is_in_use(moment: Moment, *, of: str, until: Day, tools: list[str]) -> Any:
    """``of``: staff, families or students, with the ready questions."""
    from chalkline.discover.surveys.api import SurveyPlan, open_survey
    from chalkline.people.api import Audience

    return open_survey(moment.actor, SurveyPlan(Audience(of), until, tools=tuple(tools)), now=moment.now)


@deed("answers the survey")
def answers_the_survey(moment: Moment, *, survey: Named, say: list[Alike]) -> Any:
    """By the link, on a telephone, without a name."""
    from chalkline.discover.surveys.api import give_survey_answer
    from chalkline.people.api import schools

    ids = {each.name: str(each.pk) for each in schools()}
    for each in say:
        for _ in range(each.people):
            give_survey_answer(moment.actor, survey, _said(each, ids.get(each.school, "")), now=moment.now)


def _said(each: Alike, school: str) -> Any:
    from chalkline.discover.surveys.api import Answers

    asked = {"tools": each.tools, "often": each.often, "for": each.used_for, "worries": each.worries}
    picks = {question: tuple(said.split()) for question, said in (*asked.items(), ("helps", each.helps)) if said}
    texts = {"tools": each.also_uses, "words": each.writes}
    return Answers("en", picks, {name: text for name, text in texts.items() if text}, each.role, school)


@deed("closes the survey")
def closes_the_survey(moment: Moment, *, survey: Named) -> Any:
    """What was said stands fast, and is shown."""
    from chalkline.discover.surveys.api import close_survey

    return close_survey(moment.actor, survey, now=moment.now)
