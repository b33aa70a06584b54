"""Run in a process of its own by test_kill, in the district's own database.

looking.py begin          prints a token of Carl's and his id
looking.py after          takes {"named": [[title, id] ...], "called": [id ...]} on standard input, and prints what is
                          missing, what is there twice, and whether the jobs have caught up
"""

from __future__ import annotations

import json
import sys

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from typing import Any  # noqa: E402  (after setup, as all below)

from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

from chalkline.ledger.models import Exchange, Fact, Leaf, Mention, Outbox  # noqa: E402
from chalkline.people.api import actor_by_email, make_token  # noqa: E402
from chalkline.purpose.problems.api import DistrictProblem  # noqa: E402


def begin() -> dict[str, str]:
    carl = actor_by_email("carl.osei@cedarhollow.example")
    return {"token": make_token(carl, "Soak", now=timezone.now())[1], "id": carl.id}


def after() -> dict[str, Any]:
    told = json.load(sys.stdin)
    ids = {str(each) for each in DistrictProblem.objects.values_list("pk", flat=True)}
    facts = set(
        Mention.objects.filter(kind="problem", fact__kind__startswith="purpose.problem").values_list(
            "subject_id", flat=True
        )
    )
    exchanges = set(Exchange.objects.values_list("decision_id", flat=True))
    twice = DistrictProblem.objects.values("title").annotate(count=Count("pk")).filter(count__gt=1)
    return {
        "problems_lost": [title for title, identity in told["named"] if identity not in ids],
        "facts_lost": [title for title, identity in told["named"] if identity not in facts],
        "calls_lost": [each for each in told["called"] if each not in exchanges],
        "facts_without_change": sorted(facts - ids),
        "changes_without_fact": sorted(ids - facts),
        "done_twice": [each["title"] for each in twice],
        "waiting": Outbox.objects.count(),
        "facts": Fact.objects.count(),
        "leaves": Leaf.objects.count(),
    }


if __name__ == "__main__":
    print(json.dumps(begin() if sys.argv[1] == "begin" else after()))
