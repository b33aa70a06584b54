"""What happens to every request: safe headers, the reader's language, who is asking, problem pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext

from chalkline.kernel.problem import Kind, Problem
from chalkline.people.api import VISITOR, actor_of_account

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "manifest-src 'self'",
    ]
)
LANGUAGE_COOKIE = "chalkline_language"


class SecurityHeaders:
    """A strict content policy: nothing inline, nothing evaluated, nothing from elsewhere."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.handler(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class Language:
    """?lang=es for this and later pages, else the cookie, else what the browser asks for."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        known = asked if asked in {"en", "es"} else request.COOKIES.get(LANGUAGE_COOKIE, "")
        language = known if known in {"en", "es"} else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.handler(request)
        response.setdefault("Content-Language", language)
        if asked in {"en", "es"}:
            response.set_cookie(LANGUAGE_COOKIE, asked, max_age=365 * 86400, samesite="Lax", httponly=True)
        return response


class ActorOfRequest:
    """Puts ``request.actor`` there: rights are read anew for each request."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        request.actor = actor_of_account(account) if account.is_authenticated else VISITOR  # type: ignore[attr-defined]
        return self.handler(request)


class ProblemPages:
    """Turns a Problem that no page caught into a page that says it."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django when a page raised."""
        if not isinstance(error, Problem):
            return None
        if error.kind is Kind.SIGN_IN and request.method == "GET":
            from django.contrib.auth.views import redirect_to_login

            return redirect_to_login(request.get_full_path())
        return render(request, "problem.html", {"problem": error.said(gettext)}, status=error.kind.value)
