"""Signing in with the district's own provider: who somebody is comes from the roster, each time anew.

The adapter that django-allauth asks. Nobody signs up, nothing is linked and no token is kept: a sign-in names an
address or a roster id, and that is somebody who may have an account, or nobody. Roles come from the roster and from
grants, never from claims; the second step is asked for as after a password.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import account_for_sign_in
from chalkline.rulebook.api import IssuerKind, OtherOrganization, naming_of


class DistrictSignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Maps a sign-in to an account, or says why there is none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Set who it is. Raises Problem: people.sign_in_unknown, _unclear, _ended, _failed."""
        app = sociallogin.account.get_provider().app
        data = sociallogin.account.extra_data
        claims = {**data.get("userinfo", {}), **data.get("id_token", {})}
        try:
            naming = naming_of(IssuerKind(app.settings["kind"]), app.settings["tenant"], claims)
        except OtherOrganization:
            raise _failed() from None
        sociallogin.user = account_for_sign_in(naming.address, naming.identifiers, now=utc_now())

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """The provider said no, or what it said does not hold."""
        raise _failed()


def _failed() -> Problem:
    return Problem(
        "people.sign_in_failed",
        what=Sentence("The sign-in did not work."),
        why=Sentence("It was cancelled, took too long, or was not one of this district's accounts."),
        next_step=Sentence("Go back to the sign-in page and try again with your district account."),
        kind=Kind.NOT_ALLOWED,
    )
