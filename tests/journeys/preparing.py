"""Run by serving.prepare in a process of its own: database, static files, cast."""

from __future__ import annotations

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from django.conf import settings  # noqa: E402  (after setup)
from django.core.management import call_command  # noqa: E402  (after setup)
from django.db import transaction  # noqa: E402  (after setup)
from django.utils import timezone  # noqa: E402  (after setup)

from cast import Cast, make_cast  # noqa: E402  (after setup)
from chalkline.ledger.api import settle  # noqa: E402  (after setup)
from chalkline.people.models import Account  # noqa: E402  (after setup)
from journeys.serving import PASSWORD  # noqa: E402  (after setup)
from migrated import make_tables  # noqa: E402  (after setup)
from publishing import put_in_force, sample_policy  # noqa: E402  (after setup)


def main() -> Cast:
    """The cast, as it now stands in the database."""
    make_tables()
    call_command("collectstatic", interactive=False, verbosity=0)
    with transaction.atomic():
        cast = make_cast()
        put_in_force(sample_policy(timezone.localdate(), school=str(cast.juniper.pk)))
    settle(now=timezone.now())
    if not settings.CHALKLINE.demo:  # there people come in with one click, and a good password takes its time
        account = Account()
        account.set_password(PASSWORD)
        Account.objects.update(password=account.password)
    return cast


if __name__ == "__main__":
    main()
