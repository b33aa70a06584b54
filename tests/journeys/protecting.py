"""Run in a process of its own, on a prepared home: one approved use granted the whole way, with or without more.

python tests/journeys/protecting.py            a use that waits to be published
python tests/journeys/protecting.py busy       also published twice, with keys and a month of calls
python tests/journeys/protecting.py busy told  the same, and the calls say by whom, where and for what
python tests/journeys/protecting.py class      a use of students, whose teacher may look at counts and kept texts
"""

from __future__ import annotations

import random
import sys

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from dataclasses import fields  # noqa: E402  (after setup)
from datetime import timedelta  # noqa: E402

from cast import Cast, Member  # noqa: E402
from chalkline.approve.uses.models import ApprovedUse  # noqa: E402
from chalkline.govern.decisions.models import Decision  # noqa: E402
from chalkline.kernel.clock import utc_now  # noqa: E402
from chalkline.ledger.api import ingest  # noqa: E402
from chalkline.oversee.class_views.api import whole_weeks  # noqa: E402
from chalkline.people.api import system_actor  # noqa: E402
from chalkline.people.models import Person, School  # noqa: E402
from chalkline.publish.bundle.api import Bundle, activate_bundle, prepare_bundle  # noqa: E402
from chalkline.publish.standing_pack.api import Holder, HolderKind, build_pack, issue_key, revoke_key  # noqa: E402
from chalkline.rulebook.api import Outcome, SpoolRecord  # noqa: E402
from chalkline.tools.register.api import name_models, tool_by_slug  # noqa: E402
from deciding import STUDENT_USE, use_granted  # noqa: E402
from unit.oversee.test_class_views import (  # noqa: E402
    CLASS,
    KEEP,
    READ,
    calls,
    class_of,
    in_force,
    key_of,
    text_kept,
)

CODES = ["grade_not_covered", "grade_not_covered", "data_not_covered", "context_missing"]


def cast_found() -> Cast:
    """The cast as it is in the tables."""
    members = {}
    for field in fields(Cast):
        if field.name in {"alder", "juniper"}:
            continue
        person = Person.objects.get(sourced_id=f"cast-{field.name}")
        members[field.name] = Member(person, getattr(person, "account", None))
    return Cast(alder=School.objects.get(sourced_id="S1"), juniper=School.objects.get(sourced_id="S4"), **members)


def grant(cast: Cast) -> ApprovedUse:
    """A use that holds today, whatever today is, and that the gateway keeps."""
    use = use_granted(cast)
    today = utc_now().date()
    Decision.objects.filter(pk=use.decision_id).update(decided_on=today - timedelta(days=20))
    ApprovedUse.objects.filter(pk=use.pk).update(
        starts_on=today - timedelta(days=20), expires_on=today + timedelta(days=200)
    )
    tool = tool_by_slug("diffit")
    assert tool
    name_models(cast.dana.actor, tool, ["stub-small"], now=utc_now())
    return ApprovedUse.objects.get(pk=use.pk)


def publish(cast: Cast) -> None:
    """Dana prepares, Ada activates."""
    activate_bundle(cast.ada.actor, prepare_bundle(cast.dana.actor, now=utc_now()), now=utc_now())


def be_busy(cast: Cast, use: ApprovedUse) -> None:
    """Two policies, three keys, a month of calls."""
    now = utc_now()
    publish(cast)
    made = [
        issue_key(cast.dana.actor, str(use.pk), holder, now=now)[0]
        for holder in (
            Holder(HolderKind.CLASS, "Grade 4, room 12", "teacher", frozenset({"g35"}), str(cast.alder.id),
                   str(cast.tess.person.id)),
            Holder(HolderKind.APP, "Passage leveler on the staff page", "teacher"),
            Holder(HolderKind.PERSON, "Tess, at home", "teacher", frozenset({"g35"}), str(cast.alder.id),
                   str(cast.tess.person.id)),
        )
    ]  # fmt: skip
    revoke_key(cast.dana.actor, made[2], now=now)
    build_pack(system_actor("reactions"), now=now)
    chance = random.Random(7)
    made_calls = []
    school = str(cast_found().alder.pk)
    whose = {"role": "teacher", "grade_band": "g35", "school": school, "purpose": "uc_leveling"}
    told = whose if "told" in sys.argv else {}
    for day in range(30):
        at = now - timedelta(days=day, hours=1)
        for each in range(0 if at.weekday() > 4 else 40 + chance.randrange(60)):
            stopped = chance.random() < 0.12
            replaced = not stopped and chance.random() < 0.15
            made_calls.append(
                SpoolRecord(
                    decision_id=f"d-{day}-{each}", node="gateway", sequence=len(made_calls), at=at, bundle_revision=1,
                    bundle_digest="0", pack_issue=1, use_id=str(use.pk), key_id=str(made[each % 2].pk), tool="diffit",
                    verdict="refuse" if stopped else "redact" if replaced else "allow",
                    outcome=Outcome.REFUSED if stopped else Outcome.ANSWERED, status=403 if stopped else 200,
                    code=chance.choice(CODES) if stopped else "", model="stub-small", **told,
                )
            )  # fmt: skip
    ingest(made_calls, now=now)


def be_a_class(cast: Cast) -> None:
    """Tess teaches 22 students, who call with a key of the class."""
    use, today = use_granted(cast, **STUDENT_USE), utc_now().date()
    in_force(use, READ, KEEP, on=today)
    class_of(cast, 22)
    key = key_of(use, cast, label="Grade 4 reading, room 12")
    refused = {"outcome": Outcome.REFUSED, "verdict": "refuse", "status": 403}
    for first_on in whole_weeks(today)[:3]:
        calls(key, 64, first_on)
        calls(key, 38, first_on, purpose="uc_leveling", verdict="redact")
        calls(key, 17, first_on, **refused, code="safety_refused")
        calls(key, 12, first_on, **refused, code="data_blocked")
        calls(key, 4, first_on, **refused, code="grade_not_covered")
    for _ in range(3):
        text_kept(key)
    small = key_of(use, cast, label="Reading group, mornings", class_id="K-13")
    Person.objects.filter(pk=cast.tess.person.pk).update(classes=[CLASS, small.class_id])


if __name__ == "__main__":
    Bundle.objects.all().delete()  # the register's sample policy is another story
    everybody = cast_found()
    if "class" in sys.argv:
        be_a_class(everybody)
        raise SystemExit
    granted = grant(everybody)
    if "busy" in sys.argv:
        be_busy(everybody, granted)
