"""The API: the same commands and queries as the pages, as JSON under /api/v1/.

Who is asking is a session of the browser (with its CSRF token) or a person's token in the header
``Authorization: Bearer ct-…``; rights are the person's own at that moment. Every refusal is the
problem document with the four parts of a Problem.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.security import APIKeyCookie, HttpBearer

from chalkline import __version__
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, actor_by_token
from chalkline.rest.readable import Readable


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


class DistrictAPI(NinjaAPI):
    """Names operations by their functions, which say what they do."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The function's name: "activate_bundle"."""
        return operation.view_func.__name__


api = DistrictAPI(
    title="Chalkline",
    version=__version__,
    description="A district runs its AI: find, decide, enforce, prove. The same rules hold here as in the pages.",
    auth=[PersonsToken(), BrowserSession()],
    docs=Readable(),
    docs_url="/docs",
    urls_namespace="api",
)


@api.exception_handler(Problem)
def say_problem(request: HttpRequest, problem: Problem, *, status: int = 0) -> HttpResponse:
    """The problem document, with the status of its kind."""
    return api.create_response(request, problem.said(gettext), status=status or problem.kind.value)


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


@api.exception_handler(HttpError)
def say_unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is no JSON, or whatever else the library could not read."""
    problem = Problem(
        "request.unreadable",
        what=Sentence("The server could not read what was sent."),
        why=Sentence("The body must be JSON in UTF-8."),
        next_step=Sentence("Correct the call and send it again."),
    )
    return say_problem(request, problem, status=error.status_code)


@api.exception_handler(RequestDataTooBig)
def say_too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """A body over the limit."""
    problem = Problem(
        "request.too_large",
        what=Sentence("That was too much to send at once."),
        why=Sentence("The server takes bodies only up to a set size, so that nobody can fill it up."),
        next_step=Sentence("Send less text."),
        kind=Kind.TOO_LARGE,
    )
    return say_problem(request, problem)
