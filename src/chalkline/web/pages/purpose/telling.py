"""How a problem and a use case are told: the outcome as a sentence and a way to go, people in words; tabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chalkline.kernel.sentences import Sentence
from chalkline.purpose.problems.api import DistrictProblem, number_text
from chalkline.purpose.use_cases.api import KIND_NAMES, KindOfAI, UseCase
from chalkline.rulebook.api import BANDS, NO_CLASS, ROSTER_ROLES, band_name, role_name, vocabulary
from chalkline.web.deciding import Part
from chalkline.web.lights import LightSaid, light_said
from chalkline.web.routes import Request, routes

PARTS = (
    ("purpose.home", _("Problems")),
    ("purpose.goals", _("Goals")),
    ("purpose.portfolio", _("Portfolio")),
    ("purpose.first", _("First workflow")),
)


def parts_of_purpose(request: Request, here: str) -> list[Part]:
    """The tabs that exist and that this person may open."""
    declared = routes()
    return [
        Part(label, reverse(name), name == here)
        for name, label in PARTS
        if name in declared and request.actor.could(declared[name].permission)
    ]


@dataclass(frozen=True)
class Way:
    """From where things stand to where they should be, by when."""

    measure: str
    unit: str
    baseline: str
    target: str
    by_on: date
    sentence: Sentence


def way_of(problem: DistrictProblem) -> Way:
    """The measurable outcome of a problem."""
    unit = f" {problem.unit}" if problem.unit else ""
    baseline, target = number_text(problem.baseline), number_text(problem.target)
    sentence = Sentence(
        "{measure}: from {baseline} to {target}{unit} by {day}.",
        measure=problem.measure,
        baseline=baseline,
        target=target,
        unit=unit,
        day=problem.by_on,
    )
    return Way(problem.measure, problem.unit, baseline, target, problem.by_on, sentence)


def example_way() -> Way:
    """The worked example of an empty list; its last day is the end of a coming school year."""
    today = localdate()
    by_on = date(today.year + 1, 5, 28)
    measure, unit = gettext("Time spent adapting passages"), gettext("hours a week")
    return Way(measure, unit, "5.2", "2", by_on, Sentence(""))


def people_said(roles: Iterable[str], bands: Iterable[str]) -> Sentence:
    """ "Teachers, in grades 3-5 and grades 6-8"."""
    roles, bands = set(roles), set(bands)
    who = tuple(role_name(role) for role in ROSTER_ROLES if role in roles)
    where = tuple(band_name(band) for band in [*BANDS, NO_CLASS] if band in bands)
    return Sentence("{who}; {where}", who=who, where=where)


@dataclass(frozen=True)
class UseCaseTold:
    """A use case with what its purpose stands for."""

    use_case: UseCase
    purpose: str
    area: str
    light: LightSaid
    kind: Sentence
    people: Sentence
    inputs: tuple[str, ...]


def use_case_told(use_case: UseCase) -> UseCaseTold:
    """The use case in words."""
    words = vocabulary()
    purpose = words.purposes[use_case.purpose]
    return UseCaseTold(
        use_case=use_case,
        purpose=gettext(purpose.name),
        area=gettext(next(area.name for area in words.areas if area.id == purpose.area)),
        light=light_said(purpose.light),
        kind=KIND_NAMES[KindOfAI(use_case.kind)],
        people=people_said(use_case.roles, use_case.grade_bands),
        inputs=tuple(each.label for each in words.element_list if each.id in use_case.inputs),
    )
