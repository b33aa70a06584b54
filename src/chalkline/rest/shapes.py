"""What all places of the API share: pages of a list, texts, names with ids, and how sentences are said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema, Status
from ninja.constants import NOT_SET
from ninja.decorators import decorate_view
from pydantic import AfterValidator, ConfigDict

from chalkline.kernel.problem import Kind
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Cell, Shown
from chalkline.rest.repeating import once
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy

LARGEST_PAGE = 100
FURTHEST = 1_000_000
REFUSALS: frozenset[int] = frozenset({400, *(kind.value for kind in Kind)})

NOTHING: Status[None] = Status(204, None)  # the answer to what was done and has nothing to say

Row = TypeVar("Row")


class ProblemDocument(Schema):
    """What went wrong, why, and what to do next. ``fields`` names what is wrong where."""

    code: str
    what: str
    why: str
    next_step: str
    fields: dict[str, str] = {}


def like(**values: Any) -> ConfigDict:
    """The configuration of a shape with an example."""
    return ConfigDict(json_schema_extra={"examples": [values]})


def _readable(text: str) -> str:
    if "\0" in text:
        raise ValueError("NUL is not text")
    return text


Text = Annotated[str, AfterValidator(_readable), Field(max_length=4000)]
Short = Annotated[str, AfterValidator(_readable), Field(max_length=300)]
Id = Annotated[str, AfterValidator(_readable), Field(max_length=80)]


class Sent(Schema):
    """The body of a call. What it does not know is refused, not skipped."""

    model_config = ConfigDict(extra="forbid")


class ConditionSent(Sent):
    """A condition that a review asks for or a motion holds."""

    kind: ConditionKind
    text: Short
    kept_by: KeptBy = KeptBy.PEOPLE
    value: Short = ""

    def condition(self) -> Condition:
        """As the commands take it."""
        return Condition(self.kind, self.text, self.kept_by, self.value)


class Span(Schema):
    """Which part of a list: at most 100 at a time."""

    limit: int = Field(25, ge=1, le=LARGEST_PAGE, description="How many, 100 at most.")
    offset: int = Field(0, ge=0, le=FURTHEST, description="How many to skip.")


class Page(Schema, Generic[Row]):
    """A part of a list, and how long all of it is."""

    items: list[Row]
    total: int
    limit: int
    offset: int
    more: bool = Field(False, description="There are more than ``total``: no further are they counted.")


class Why(Sent):
    """A reason, in words that others will read."""

    model_config = like(reason="A parent reported answers that were wrong.")

    reason: Text = ""


class Named(Schema):
    """Somebody or something by id and name."""

    id: str
    name: str


class _Refused(Schema):
    """How the library holds an answer: under ``response``."""

    response: ProblemDocument


class Place(Router):
    """A router whose POSTs may be repeated with an Idempotency-Key."""

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Callable[..., Any], *, response: Any = NOT_SET, **options: Any
    ) -> None:
        """As the library does it, but with one shape for all refusals instead of one for each code of each call.

        Making some four thousand of them took half of a process's start.
        """
        shapes = dict(response) if isinstance(response, dict) else response
        refuses = isinstance(shapes, dict) and shapes.pop(REFUSALS, None) is ProblemDocument
        super().add_api_operation(path, methods, view_func, response=shapes, **options)
        if refuses:
            self.path_operations[path].operations[-1].response_models.update(dict.fromkeys(REFUSALS, _Refused))

    def post(self, path: str, **options: Any) -> Callable[[Any], Any]:
        """Declare a POST."""
        extra = {
            "parameters": [
                {
                    "in": "header",
                    "name": "Idempotency-Key",
                    "required": False,
                    "schema": {"type": "string", "maxLength": 200},
                    "description": "The same key and body give the same answer for 24 hours.",
                }
            ]
        }
        declare = super().post(path, openapi_extra=extra, **options)
        return lambda view: declare(decorate_view(once)(view))


def who(request: HttpRequest) -> Actor:
    """The actor of an authenticated call."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


def paged(rows: QuerySet[Any] | Sequence[Any], span: Span, shape: Callable[[Any], Any]) -> dict[str, Any]:
    """The part of ``rows`` that was asked for, each as ``shape`` makes it."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    part = rows[span.offset : span.offset + span.limit]
    return {"items": [shape(each) for each in part], "total": total, "limit": span.limit, "offset": span.offset}


def created(told: Schema) -> Status[Any]:
    """The answer to a call that made something new."""
    return Status(201, told)


def number_shown(cell: Cell) -> int | None:
    """A count, or null where it may not be shown."""
    return cell.count if isinstance(cell, Shown) else None


def said(words: Sentence | str | None) -> str:
    """A sentence in the language that the call asks for (Accept-Language)."""
    if isinstance(words, Sentence):
        return words.said(gettext, date_format)
    return words or ""


def all_said(sentences: Iterable[Sentence]) -> list[str]:
    """Each of them."""
    return [said(each) for each in sentences]


__all__ = [
    "LARGEST_PAGE",
    "NOTHING",
    "REFUSALS",
    "Id",
    "Named",
    "Page",
    "Place",
    "ProblemDocument",
    "Query",
    "Sent",
    "Short",
    "Span",
    "Text",
    "Why",
    "all_said",
    "created",
    "like",
    "number_shown",
    "paged",
    "said",
    "who",
]
