"""Problem pages: what happened, why, what to do next; for whole pages and for HTMX fragments."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from chalkline.kernel.problem import Kind, Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.web.routes import is_fragment
from chalkline.web.uploads import UploadTooLarge

INVALID_REQUEST = 400
SERVER_FAULT = 500


def problem_response(request: HttpRequest, problem: Problem, *, status: int = 0) -> HttpResponse:
    """The page (or the fragment) that says a Problem. A visitor who reads is led to sign in."""
    if problem.kind is Kind.SIGN_IN and request.method in {"GET", "HEAD"} and not is_fragment(request):
        return redirect_to_login(request.get_full_path())
    template = "problem_fragment.html" if is_fragment(request) else "problem.html"
    context = {"problem": problem.said(gettext), "status": status or problem.kind.value}
    return render(request, template, context, status=status or problem.kind.value)


def too_large(error: Exception | None = None) -> Problem:
    """What was sent is larger than a form may be."""
    if isinstance(error, UploadTooLarge):
        gb = settings.CHALKLINE.upload_gb
        return Problem(
            "request.upload_too_large",
            what=Sentence("The files are larger than {gb} GB together.", gb=gb),
            why=Sentence("The browser may send that much at once. None of them was taken."),
            next_step=Sentence(
                "Copy a log to the server and load it from a terminal: chalkline discover import FILE --as YOUR-EMAIL. "
                "Other files: send them one at a time, or ask the technology director."
            ),
            kind=Kind.TOO_LARGE,
        )
    return Problem(
        "request.too_large",
        what=Sentence("That was too much to send at once."),
        why=Sentence("The server takes forms only up to a set size, so that nobody can fill it up."),
        next_step=Sentence("Send less text, or put it into a file and attach the file."),
        kind=Kind.TOO_LARGE,
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for requests it could not read."""
    if isinstance(exception, RequestDataTooBig):
        return problem_response(request, too_large(exception))
    if isinstance(exception, TooManyFilesSent):
        return problem_response(
            request,
            Problem(
                "request.too_many_files",
                what=Sentence("That were too many files at once."),
                why=Sentence("The server takes at most {n} in one go. None of them was taken.",
                             n=settings.DATA_UPLOAD_MAX_NUMBER_FILES),
                next_step=Sentence("Pack them into one archive (zip), and send that."),
                kind=Kind.TOO_LARGE,
            ),
        )  # fmt: skip
    return problem_response(
        request,
        Problem(
            "request.unreadable",
            what=Sentence("The server could not read what your browser sent."),
            why=Sentence("The address or the form was damaged on the way."),
            next_step=Sentence("Go back, reload the page and try again."),
        ),
        status=INVALID_REQUEST,
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for addresses that lead nowhere."""
    return problem_response(request, not_found(Sentence("page")))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for what a library refused."""
    return problem_response(request, _refused())


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: an old page, blocked cookies, or a forgery."""
    return problem_response(
        request,
        Problem(
            "request.form_expired",
            what=Sentence("This form is no longer valid, so nothing was saved."),
            why=Sentence("It was open for a long time, or you signed in again in another window."),
            next_step=Sentence("Go back, reload the page and send it again. Cookies must be allowed for this site."),
            kind=Kind.NOT_ALLOWED,
        ),
    )


def fault(request: HttpRequest, *args: Any) -> HttpResponse:
    """A fault of ours. The page names nothing of it and needs nothing of what may be broken."""
    return HttpResponse(render_to_string("fault.html"), status=SERVER_FAULT)


def _refused() -> Problem:
    return Problem(
        "not_allowed",
        what=Sentence("Your role does not include this step."),
        why=Sentence("It belongs to people who answer for it."),
        next_step=Sentence(
            "Ask one of them to do it, or ask the technology director whether you should hold the role."
        ),
        kind=Kind.NOT_ALLOWED,
    )
