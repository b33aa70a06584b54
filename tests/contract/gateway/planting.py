"""Run in a process of its own by test_canaries: gives Priya a password and a second step, and Tess a token."""

from __future__ import annotations

import json
import sys

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402  (after setup, as all below)
from django.utils import timezone  # noqa: E402

from chalkline.people.api import actor_by_email, make_token  # noqa: E402
from chalkline.people.models import Account  # noqa: E402


def main(password: str) -> None:
    priya = Account.objects.get(email="priya.raman@cedarhollow.example")
    priya.set_password(password)
    priya.save()
    secret = generate_totp_secret()
    TOTP.activate(priya, secret)
    tess = actor_by_email("tess.moreno@cedarhollow.example")
    _, token = make_token(tess, "Report", now=timezone.now())
    print(json.dumps({"totp": secret, "token": token}))


if __name__ == "__main__":
    main(sys.argv[1])
