"""The words of responsibilities: posts, kinds of decision, the four parts, who holds what. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.written import read_yaml

COMMITTEE = "committee"
SUPERINTENDENT = "supt"


class Part(StrEnum):
    """What a post has to do with a kind of decision. The letters are those of a RACI."""

    ANSWERS = "A"
    DOES = "R"
    ASKED = "C"
    TOLD = "I"


PART_NAMES: dict[Part, Sentence] = {
    Part.ANSWERS: Sentence("Answers for it"),
    Part.DOES: Sentence("Does the work"),
    Part.ASKED: Sentence("Is asked before"),
    Part.TOLD: Sentence("Is told after"),
}
MANY_HOLD = frozenset(
    {"board", "principal", "teacher", "counselor", "librarian", "union", "family", "student", COMMITTEE}
)  # posts that several people hold side by side, or as one body
BY_CASE = frozenset({"requester", "use_owner"})  # whoever it is in the single case: nobody is named to these


@dataclass(frozen=True)
class Post:
    """A role of roles.yaml. ``may_hold``: other posts that the same person may hold beside it."""

    id: str
    name: Sentence
    duties: Sentence
    may_hold: frozenset[str]

    @property
    def is_by_case(self) -> bool:
        """Whether it is a different person in each case."""
        return self.id in BY_CASE


@dataclass(frozen=True)
class Shares:
    """Which posts have which part in a kind of decision. Exactly one answers."""

    answers: str
    does: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    def of(self, part: Part) -> tuple[str, ...]:
        """The posts with this part."""
        answers = (self.answers,) if self.answers else ()
        return {Part.ANSWERS: answers, Part.DOES: self.does, Part.ASKED: self.asked, Part.TOLD: self.told}[part]

    def parts_of(self, post: str) -> tuple[Part, ...]:
        """What a post has to do with it."""
        return tuple(part for part in Part if post in self.of(part))

    def as_json(self) -> dict[str, Any]:
        return {
            "answers": self.answers,
            "does": list(self.does),
            "asked": list(self.asked),
            "told": list(self.told),
        }

    @staticmethod
    def read(row: Mapping[str, Any]) -> Shares:
        """The shares that were spelled so."""
        return Shares(row["answers"], tuple(row["does"]), tuple(row["asked"]), tuple(row["told"]))


@dataclass(frozen=True)
class DecisionKind:
    """A kind of decision. ``record``: what is written down of it; ``days``: how long it may take, 0 where not said."""

    id: str
    name: Sentence
    record: Sentence
    days: int
    proposed: Shares


@dataclass(frozen=True)
class Vocabulary:
    """Posts and kinds of decision, in the order of roles.yaml, and what must be kept apart."""

    posts: Mapping[str, Post]
    kinds: Mapping[str, DecisionKind]
    kept_apart: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Held:
    """One who holds a post: a person or a committee. ``is_named``: named here, not by the role held in Chalkline.

    ``has_left``: the person is here no more, or the committee's charter lapsed.
    """

    name: str
    person_id: str = ""
    committee_id: str = ""
    is_named: bool = False
    has_left: bool = False
    is_advisory: bool = False
    id: str = ""


@dataclass(frozen=True)
class Answer:
    """Whose name is on a kind of decision. ``held`` is None where the post has nobody (or several) to answer.

    ``moved_from``: the post that would answer, were its committee not advisory.
    """

    kind: str
    post: str
    held: Held | None
    does: tuple[Held, ...] = ()
    asked: tuple[Held, ...] = ()
    told: tuple[Held, ...] = ()
    days: int = 0
    moved_from: str = ""


class GapKind(StrEnum):
    """What is missing, the worst first."""

    NOBODY_ANSWERS = "nobody_answers"
    HAS_LEFT = "has_left"
    SEVERAL_ANSWER = "several_answer"
    ASKS_ONESELF = "asks_oneself"
    NOT_TOGETHER = "not_together"
    NOBODY_DOES = "nobody_does"
    NOBODY_ASKED = "nobody_asked"


SERIOUS = frozenset(
    {GapKind.NOBODY_ANSWERS, GapKind.HAS_LEFT, GapKind.SEVERAL_ANSWER, GapKind.ASKS_ONESELF, GapKind.NOT_TOGETHER}
)


@dataclass(frozen=True)
class Gap:
    """One gap, in words. ``kinds``: the kinds of decision it touches; ``post``: where to mend it, if at one post."""

    kind: GapKind
    said: Sentence
    kinds: tuple[str, ...] = ()
    post: str = ""
    people: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_serious(self) -> bool:
        """Whether a decision could be made that nobody answers for, or that nobody else looked at."""
        return self.kind in SERIOUS


@cache
def vocabulary() -> Vocabulary:
    """As roles.yaml has it, with the committee as a post that a committee holds."""
    read: dict[str, Any] = read_yaml(
        (files("chalkline") / "law" / "vocabulary" / "roles.yaml").read_text(encoding="utf-8")
    )
    posts = {
        row["id"]: Post(row["id"], Sentence(row["name"]), Sentence(row["duties"]), frozenset(row["may_hold"]))
        for row in read["roles"]
    }
    body = next(row for row in read["committees"] if row["id"] == COMMITTEE)
    committee = Post(COMMITTEE, Sentence(body["name"]), Sentence("decides by vote, or advises"), frozenset())
    first = dict(list(posts.items())[:2])
    return Vocabulary(
        posts={**first, COMMITTEE: committee, **posts},
        kinds={row["id"]: _kind(row) for row in read["decision_types"]},
        kept_apart=tuple(Sentence(each) for each in read["separation_of_duties"]),
    )


def _kind(row: Mapping[str, Any]) -> DecisionKind:
    shares = Shares(row["A"], tuple(row["R"]), tuple(row["C"]), tuple(row["I"]))
    return DecisionKind(row["id"], Sentence(row["name"]), Sentence(row["record"]), row.get("sla_days", 0), shares)
