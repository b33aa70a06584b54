"""One size: make the database, fill it, ask for every page, tell the costs as a line of JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (SQLite first)

STIRRED = "after something happened"


def main() -> None:
    """Do what the order says."""
    order = json.loads(sys.argv[1])
    if order["database"]:
        _make_database(order["database"], f"many{order['size']}")
    django.setup()
    from benchmarks.many.asking import Visitor
    from benchmarks.many.seeding import LEADER, Seed
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from chalkline.approve.requests.api import Request, withdraw_request
    from chalkline.kernel.clock import utc_now
    from chalkline.people.api import actor_of_person
    from chalkline.people.models import Account

    settings.DEBUG = False
    if "people_account" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0, skip_checks=True)
        Seed(order["size"]).write()

    def stir() -> None:
        moved = Request.objects.filter(state="filed").first()
        withdraw_request(actor_of_person(moved.asked_by), moved, now=utc_now())

    visitor = Visitor(Account.objects.get(email=LEADER))
    pages = -(-order["size"] // 25)
    told = {}
    for name, address in order["pages"].items():
        filled = address.replace("MIDDLE", str(pages // 2)).replace("LAST", str(pages))
        told[name] = asdict(visitor.cost(filled, order["pages"][""], stir=stir if STIRRED in name else None))
        print(
            f"{name or 'empty page':42}{told[name]['seconds'] * 1000:9.1f} ms {told[name]['ratio']:8.2f}",
            file=sys.stderr,
            flush=True,
        )
    print(json.dumps(told))


def _make_database(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as made:
        made.execute(f'CREATE DATABASE "{name}"')


if __name__ == "__main__":
    main()
