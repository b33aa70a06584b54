"""Visiting pages as somebody of the cast, without a browser.

client = visitor(cast.dana)      signed in, second step taken
client = visitor()               a stranger
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from cast import Member


def visitor(member: Member | None = None, **options: object) -> Client:
    """A client signed in as ``member``, as after the password and the code."""
    client = Client(**options)  # type: ignore[arg-type]
    if member and member.account:
        if not Authenticator.objects.filter(user=member.account, type="totp").exists():
            TOTP.activate(member.account, generate_totp_secret())
        client.force_login(member.account)
    return client
