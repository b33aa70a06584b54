"""The API: the same commands and queries as the pages, as JSON under /api/v1/.

Who is asking is a session of the browser (with its CSRF token) or a person's token in the header
``Authorization: Bearer ct-…``; rights are the person's own at that moment. Every refusal is the
problem document with the four parts of a Problem.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import APIKeyCookie, HttpBearer

from chalkline import __version__
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, actor_by_token


class ProblemDocument(Schema):
    """What went wrong, why, and what to do next. ``fields`` names what is wrong where."""

    code: str
    what: str
    why: str
    next_step: str
    fields: dict[str, str] = {}


REFUSALS: frozenset[int] = frozenset(kind.value for kind in Kind)


class PersonsToken(HttpBearer):
    """A token made by the person it acts as."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor, or None: then the next way of asking is tried."""
        return actor_by_token(token, now=utc_now())


class BrowserSession(APIKeyCookie):
    """The signed-in browser; writing needs its CSRF token."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor of the session, if somebody is signed in."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        return None if actor.is_visitor else actor


api = NinjaAPI(
    title="Chalkline",
    version=__version__,
    description="A district runs its AI: find, decide, enforce, prove.",
    auth=[PersonsToken(), BrowserSession()],
    docs_url=None,
    urls_namespace="api",
)


def who(request: HttpRequest) -> Actor:
    """The actor of an authenticated call."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


@api.exception_handler(Problem)
def say_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem document, with the status of its kind."""
    return api.create_response(request, problem.said(), status=problem.kind.value)


@api.exception_handler(ValidationError)
def say_what_is_missing(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Input of the wrong form, as a problem document that names the fields."""
    fields: dict[str, Any] = {".".join(map(str, each["loc"][2:] or each["loc"])): each["msg"] for each in error.errors}
    problem = Problem(
        "input_not_understood",
        what=Sentence("Some of what was sent could not be understood."),
        why=Sentence("See the fields named here."),
        next_step=Sentence("Correct them and send it again."),
        fields=fields,
    )
    return say_problem(request, problem)


@api.exception_handler(AuthenticationError)
def say_sign_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody is asking: say how to."""
    problem = Problem(
        "sign_in_needed",
        what=Sentence("Please sign in first."),
        why=Sentence("The API answers for people of the district."),
        next_step=Sentence("Send a token of yours as: Authorization: Bearer ct-…"),
        kind=Kind.SIGN_IN,
    )
    return say_problem(request, problem)
