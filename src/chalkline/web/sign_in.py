"""The addresses of signing in: those of django-allauth that we use; the rest of it is not there.

People do not sign up, and their addresses come from the roster, so the pages for that do not exist
here. Their names must stay known, because the library asks for them.
"""

from __future__ import annotations

from allauth.urls import urlpatterns as library_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence

KEPT = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "openid_connect_login",
    "openid_connect_callback",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


def not_here(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """The answer of every page we left out."""
    raise not_found(Sentence("page"))


def _chosen(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    kept: list[URLPattern | URLResolver] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            kept.append(URLResolver(pattern.pattern, _chosen(pattern.url_patterns)))
        elif pattern.name in KEPT:
            kept.append(pattern)
        else:
            kept.append(URLPattern(pattern.pattern, not_here, name=pattern.name))
    return kept


urlpatterns = _chosen(library_patterns)
