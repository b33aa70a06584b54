"""What happens to every request: safe headers, language and look, who is asking, problem pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from chalkline.kernel.problem import Problem
from chalkline.kernel.reading import one_reading
from chalkline.people.api import VISITOR, actor_of_account
from chalkline.web.problems import problem_response, too_large
from chalkline.web.routes import route_of

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
LANGUAGES = {"en", "es"}
LOOK_COOKIE = "chalkline_look"
LOOKS = {"light", "dark"}  # and "auto": as the device asks
A_YEAR = 365 * 86400
ACCOUNT_PAGES = "/accounts/"
API = "/api/"


class SecurityHeaders:
    """A strict content policy: nothing inline, nothing evaluated, nothing from elsewhere."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.handler(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Cache-Control", "private, no-cache")
        response.setdefault("X-Frame-Options", "DENY")
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
        known = asked if asked in LANGUAGES else request.COOKIES.get(LANGUAGE_COOKIE, "")
        language = known if known in LANGUAGES else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.handler(request)
        response.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if asked in LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE, asked, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.CHALKLINE.secure
            )
        return response


class Look:
    """?look=dark or light for this and later pages; ?look=auto goes back to what the device asks for."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("look", "")
        if asked not in LOOKS | {"auto"}:
            return self.handler(request)
        request.look = asked  # type: ignore[attr-defined]
        response = self.handler(request)
        if asked == "auto":
            response.delete_cookie(LOOK_COOKIE, samesite="Lax")
        else:
            response.set_cookie(
                LOOK_COOKIE, asked, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.CHALKLINE.secure
            )
        return response


class OneReading:
    """A page that is only looked at asks for each thing once (kernel/reading.py)."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.handler(request)
        with one_reading():
            return self.handler(request)


class ActorOfRequest:
    """Puts ``request.actor`` there: rights are read anew for each request."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        request.actor = actor_of_account(account) if account.is_authenticated else VISITOR  # type: ignore[attr-defined]
        return self.handler(request)


class SecondStep:
    """Leads people to set up their second step before anything else. The demo does without.

    To the API, a browser that has not taken the second step is nobody.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Called by Django when it knows which page was asked for."""
        route = route_of(view)
        if settings.CHALKLINE.demo or not request.user.is_authenticated or (route and route.public):
            return None
        if request.path.startswith(ACCOUNT_PAGES) or is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return None
        if request.path.startswith(API):
            request.actor = VISITOR  # type: ignore[attr-defined]
            return None
        return redirect("mfa_activate_totp")


class ProblemPages:
    """Turns a Problem that no page caught into a page that says it."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django when a page raised."""
        if isinstance(error, RequestDataTooBig):
            error = too_large(error)
        if not isinstance(error, Problem):
            return None
        return problem_response(request, error)
