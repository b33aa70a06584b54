"""The answer: yes, yes if, not yet, no, with reasons, conditions, the next step, and what led to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from chalkline.approve.requests.api import Similar, similar_requests
from chalkline.approve.uses.api import uses
from chalkline.govern.decisions.api import Decision, decisions
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, schools
from chalkline.publish.bundle.api import ask, policy_in_force, stops_in_force
from chalkline.rulebook.api import (
    Answer,
    NextStep,
    Policy,
    Question,
    SchoolName,
    TeacherAnswer,
    ToolFacts,
    Word,
    as_teacher,
    decide,
    put_question,
)
from chalkline.tools.register.api import Found, search_tools
from chalkline.web.pages.ask.question import Asked, terms_wanted
from chalkline.web.routes import address_of

WORDS: dict[Word, tuple[Sentence, str]] = {
    Word.YES: (Sentence("Yes"), "ok"),
    Word.YES_IF: (Sentence("Yes, if"), "attend"),
    Word.NOT_YET: (Sentence("Not yet"), "attend"),
    Word.NO: (Sentence("No"), "stop"),
}
YES = frozenset({Word.YES, Word.YES_IF})
MOST_ALTERNATIVES = 3
ASKS = frozenset({NextStep.REQUEST, NextStep.ASK_TO_WIDEN})


@dataclass(frozen=True)
class Alternative:
    """Another tool that may be used for the same, today."""

    tool: str
    name: str
    is_plain: bool
    address: str = ""


@dataclass(frozen=True)
class Answered:
    """An answer as the page shows it."""

    word: Sentence
    tone: str
    reading: TeacherAnswer
    answer: Answer
    tool: Found | None
    decision: Decision | None
    use_id: str
    similar: tuple[Similar, ...]
    alternatives: tuple[Alternative, ...]
    revision: int

    @property
    def decision_url(self) -> str:
        """The page of the decision behind it."""
        if self.decision is None:
            return ""
        return address_of("decisions.show", str(self.decision))

    @property
    def is_yes(self) -> bool:
        return self.reading.word in YES

    @property
    def can_be_asked_for(self) -> bool:
        """Whether a request is the way on."""
        return self.reading.next_step in ASKS

    @property
    def needs_record(self) -> bool:
        """Whether the person who decides has to open a record first."""
        return self.is_yes and any(each.term == "record" and each.holds is None for each in self.answer.reasons)

    @property
    def same(self) -> Similar | None:
        """A request on its way for exactly this tool and purpose."""
        return next((each for each in self.similar if each.same_purpose), None)


def tools_meant(actor: Actor, text: str) -> tuple[Found | None, list[Found]]:
    """The tool that is meant, if one is plainly meant, and those that could be."""
    found = search_tools(actor, text, limit=6)
    wanted = text.strip().casefold()
    exact = [each for each in found if wanted in {each.name.casefold(), each.slug.casefold()}]
    if exact:
        return exact[0], []
    return (found[0], []) if len(found) == 1 and found[0].closeness == 0 else (None, found)


def answered(actor: Actor, asked: Asked, tool: Found | None, *, on: date) -> Answered:
    """The answer of the policy in force, as everybody gets it. Raises Problem("ask.not_understood")."""
    policy = _naming(policy_in_force(), tool)
    question = put_question(
        policy,
        tool.slug if tool else asked.tool,
        on,
        purpose=asked.purpose,
        role=asked.role,
        grade=asked.grade,
        school=asked.school,
        data=asked.data,
    )  # every school of today is known to `policy` here, also one that opened after it was published
    answer = decide(question, policy, stops_in_force())
    reading = as_teacher(answer)
    word, tone = WORDS[reading.word]
    return Answered(
        word=word,
        tone=tone,
        reading=reading,
        answer=answer,
        tool=tool,
        decision=_decision(actor, answer.decision_number),
        use_id=_use_id(actor, answer.use_id),
        similar=tuple(similar_requests(actor, terms_wanted(asked, tool.slug))) if tool else (),
        alternatives=_alternatives(asked, question) if reading.word not in YES else (),
        revision=policy.revision,
    )


def _naming(policy: Policy, tool: Found | None) -> Policy:
    """The policy in force, knowing the names of a tool or a school that came after it was published."""
    if tool and tool.slug not in policy.facts:
        policy = replace(policy, tools=(*policy.tools, ToolFacts(tool.slug, tool.name)))
    new = tuple(
        SchoolName(str(school.pk), school.name, school.sourced_id)
        for school in schools()
        if str(school.pk) not in policy.school_names
    )
    return replace(policy, schools=(*policy.schools, *new)) if new else policy


def _alternatives(asked: Asked, question: Question) -> tuple[Alternative, ...]:
    """Other tools for which the same question is answered with yes."""
    policy = policy_in_force()
    found: list[Alternative] = []
    for tool in sorted(policy.by_tool):
        other = ask(replace(question, tool=tool))
        word = as_teacher(other).word
        if tool != question.tool and word in YES:
            found.append(Alternative(tool, policy.tool_name(tool), word is Word.YES, asked.query(tool=tool)))
    return tuple(sorted(found, key=lambda each: (not each.is_plain, each.name)))[:MOST_ALTERNATIVES]


def _decision(actor: Actor, number: str) -> Decision | None:
    """The decision behind an answer, where its record is here."""
    year, _, sequence = number.partition("-")
    if not (year.isdigit() and sequence.isdigit()):
        return None
    return decisions(actor).filter(year=int(year), number=int(sequence)).first()


def _use_id(actor: Actor, use_id: str) -> str:
    """The approved use behind an answer, where its record is here."""
    return str(use_id) if uses(actor).filter(pk=id_from(use_id)).exists() else ""
