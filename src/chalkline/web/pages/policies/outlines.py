"""Outlines that teach: what each section of such a text usually answers, as questions. Never ready-made rules or law.

Grown from what frameworks and state guidance ask of districts (law/vocabulary: frameworks.yaml, laws.yaml).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.policies.api import POLICY_KIND_NAMES, PolicyKind
from chalkline.kernel.sentences import Sentence


@dataclass(frozen=True)
class Outline:
    """A kind of text with the sections it usually has."""

    kind: str
    name: Sentence


OUTLINES: dict[PolicyKind, tuple[tuple[object, object], ...]] = {
    PolicyKind.AI_POLICY: (
        (lazy("Why we use AI"), lazy("Which goals of the district does AI serve, and what is it never for?")),
        (lazy("Who decides"), lazy("Which body approves a use, who may stop one at once, and who answers for it?")),
        (
            lazy("Student data"),
            lazy("Which records may go to which tools, under which agreement? (FERPA, COPPA, your state's law)"),
        ),
        (lazy("What AI never decides"), lazy("Which matters stay with people: grades, discipline, placement, hiring?")),
        (lazy("Fairness and access"), lazy("How do you see to it that tools work for every group of students?")),
        (lazy("Families"), lazy("What are families told, when, in which languages, and how do they object?")),
        (lazy("Review"), lazy("Who looks at this again, when, and with which evidence?")),
    ),
    PolicyKind.STAFF: (
        (lazy("What you may use"), lazy("Where does staff see what is approved, and how do they ask for more?")),
        (lazy("Data you do not put in"), lazy("Which data never goes into a tool, and what to do by mistake?")),
        (lazy("You answer for it"), lazy("Who reads what AI wrote before it is used or sent?")),
        (lazy("Say where AI helped"), lazy("When do colleagues, students and families have to be told?")),
        (lazy("Students' work"), lazy("What may AI do with it, and why is a detector's score no proof?")),
        (lazy("If something goes wrong"), lazy("Whom do you tell, and how fast?")),
    ),
    PolicyKind.STUDENTS: (
        (lazy("The five levels"), lazy("How does a student see which level a class or a piece of work has?")),
        (lazy("Your own thinking"), lazy("What has to be a student's own, and how do they say where AI helped?")),
        (lazy("Your data and other people's"), lazy("What does nobody type into a tool?")),
        (lazy("Kindness and safety"), lazy("What is never made with AI about somebody else? Whom can you turn to?")),
        (lazy("If it goes wrong"), lazy("What happens first: a talk, a second chance? Who decides?")),
    ),
    PolicyKind.REGULATION: (
        (lazy("What it carries out"), lazy("Which policy, and which sections of it?")),
        (lazy("Who does what"), lazy("Which role does which step, by when?")),
        (lazy("Records"), lazy("What is written down, where, and how long is it kept?")),
    ),
    PolicyKind.PROCEDURE: (
        (lazy("When it is used"), lazy("What starts it?")),
        (lazy("Steps"), lazy("What is done, in which order, by whom?")),
        (lazy("If a step fails"), lazy("What is done then, and who is told?")),
    ),
}


def outlines() -> list[Outline]:
    """The kinds one can begin from."""
    return [Outline(kind.value, POLICY_KIND_NAMES[kind]) for kind in OUTLINES]


def outline_of(kind: str) -> str:
    """The outline of a kind as a text to write on: each section with the question it answers; "" without one."""
    found = OUTLINES.get(PolicyKind(kind)) if kind in PolicyKind._value2member_map_ else None
    return "\n\n".join(f"# {gettext(str(heading))}\n{gettext(str(asks))}" for heading, asks in found or ())
