"""How accounts come to be: never by signing up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up: accounts are opened by a person with the right to."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
