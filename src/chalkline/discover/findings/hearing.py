"""What people said in surveys of ours stands in the audit beside survey files: counted together, nobody twice. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from chalkline.discover.findings.exact import Exact, SurveyTold
from chalkline.discover.surveys.api import ToolAnswers


def with_surveys(exact: Exact, said: Mapping[str, ToolAnswers], people: int) -> Exact:
    """The counts with what was said of each service (slug), and how many answered our surveys at all.

    By role and school only what was said is told, never who answered: those who do not use a tool are a group too.
    """
    answers = dict(exact.answers)
    for slug, each in said.items():
        ours = SurveyTold(each.people, each.by_role, each.by_school)
        answers[slug] = _together(answers[slug], ours) if slug in answers else ours
    answered = replace(exact.answered, people=exact.answered.people + people)
    return replace(exact, answers=answers, answered=answered)


def _together(file: SurveyTold, ours: SurveyTold) -> SurveyTold:
    """Both, where they asked people of other roles; else the larger, as some may have answered both."""
    if set(file.by_role) & set(ours.by_role):
        return max(file, ours, key=lambda each: each.people)
    return SurveyTold(
        file.people + ours.people,
        Counter(file.by_role) + Counter(ours.by_role),
        Counter(file.by_school) + Counter(ours.by_school),
    )
