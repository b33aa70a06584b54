"""Run in a process of its own by test_whole_way: acts in a district's own database, as its people would.

Each line of its input is one act, a JSON list; each is answered by one line, once the act has been committed.

begin            a use really asked for, reviewed, decided, granted, published; answers with its id and a key
suspend USE      the privacy officer stops it
incident USE     a teacher raises a concern; it becomes an incident, and the use is stopped for it
lift USE         two people let it go on
stop tool SLUG   the security lead stops a whole tool; "stop model NAME" a model; answers with the stop
restore STOP     two people let it go on
miss USE         the days pass on which its review was due
revoke KEY       the technology director revokes a key
refuse           a pupil's family opens the link of its letter and says no
agree            the principal takes down that the same family says yes now
count            how many exchanges the ledger holds
drill USE        the privacy officer asks for a drill of the stop; "drilled ID" says how it stands
alert            the superintendent asks for a drill of the way of an alert
"""

from __future__ import annotations

import json
import sys

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from datetime import date, datetime, timedelta  # noqa: E402  (after setup, as all below)
from typing import Any  # noqa: E402

from django.utils import timezone  # noqa: E402

import cast as people  # noqa: E402
import deciding  # noqa: E402
from chalkline.approve.uses.api import ApprovedUse, ask_to_lift, lift_suspension, suspend_use  # noqa: E402
from chalkline.data.families.api import (  # noqa: E402
    HeardBy,
    Said,
    answer_letter,
    children,
    make_letter,
    record_choice,
)
from chalkline.ledger.models import Exchange  # noqa: E402
from chalkline.oversee.drills.api import Drill, ask_for_alert_drill, ask_for_drill  # noqa: E402
from chalkline.oversee.incidents.api import (  # noqa: E402
    Account,
    Anchor,
    ConcernWords,
    IncidentKind,
    Severity,
    open_incident,
    raise_concern,
    stop_use_for_incident,
)
from chalkline.oversee.on_call.api import drill_in  # noqa: E402
from chalkline.oversee.review_calendar.api import entry_of, keep_calendar  # noqa: E402
from chalkline.people.api import actor_by_email, system_actor  # noqa: E402
from chalkline.publish.bundle.api import activate_bundle, prepare_bundle  # noqa: E402
from chalkline.publish.standing_pack.api import Holder, HolderKind, Key, issue_key, revoke_key  # noqa: E402
from chalkline.publish.stops.api import (  # noqa: E402
    ask_to_restore,
    restore,
    stop_by_id,
    stop_model,
    stop_tool,
)
from chalkline.tools.agreements.api import AgreementKind, record_agreement  # noqa: E402
from chalkline.tools.register.api import name_models, registered  # noqa: E402
from migrated import make_tables  # noqa: E402
from naming_on_call import name_on_call  # noqa: E402


def begin(now: datetime) -> dict[str, str]:
    make_tables()
    people.NOW = deciding.NOW = now - timedelta(days=20)
    deciding.MEETING_AT = now - timedelta(days=1)
    cast = people.make_cast()
    name_on_call(cast, now=now)
    use = deciding.use_granted(cast, **deciding.STUDENT_USE)
    today = now.date()
    record_agreement(
        cast.priya.actor, registered("diffit"), AgreementKind.NDPA, signed_on=today - timedelta(days=30),
        ends_on=date(today.year + 2, 6, 30), elements=["student_work"], now=now,
    )  # fmt: skip
    name_models(cast.dana.actor, registered("diffit"), ["stub-small"], now=now)
    activate_bundle(cast.ada.actor, prepare_bundle(cast.dana.actor, now=now), now=now)
    holder = Holder(
        HolderKind.CLASS, "Room 12", "student", frozenset({"g35"}), str(cast.alder.pk), str(cast.tess.person.pk)
    )
    key, secret = issue_key(cast.dana.actor, str(use.pk), holder, now=now)
    other, second = issue_key(cast.dana.actor, str(use.pk), holder, now=now)
    return {"use": str(use.pk), "key": str(key.pk), "secret": secret, "other": str(other.pk), "second": second}


def calendar_day(use_id: str, now: datetime) -> date:
    """When the use has to be looked at again."""
    ada = actor_by_email("ada.lind@cedarhollow.example")
    return entry_of(ada, "use", use_id, timezone.localdate(now)).review_on or date.max


def act(what: str, which: str = "") -> Any:
    now = timezone.now()
    if what == "begin":
        return begin(now)
    if what == "suspend":
        priya = actor_by_email("priya.raman@cedarhollow.example")
        suspend_use(priya, ApprovedUse.objects.get(pk=which), reason="Odd answers were reported.", now=now)
    if what == "incident":
        return stopped_for_an_incident(ApprovedUse.objects.get(pk=which), now)
    if what == "lift":
        use = ApprovedUse.objects.get(pk=which)
        ask_to_lift(actor_by_email("priya.raman@cedarhollow.example"), use, reason="It was mended.", now=now)
        lift_suspension(actor_by_email("sam.ortiz@cedarhollow.example"), use, now=now)
    if what.startswith("stop "):
        stop = stop_model if what == "stop model" else stop_tool
        return str(stop(actor_by_email("sam.ortiz@cedarhollow.example"), which, reason="Odd answers.", now=now).pk)
    if what == "restore":
        priya, dana = (actor_by_email(f"{each}@cedarhollow.example") for each in ("priya.raman", "dana.whitfield"))
        asked = ask_to_restore(priya, stop_by_id(priya, which), reason="It was mended.", now=now)
        restore(dana, asked, now=now)
    if what == "miss":
        due = calendar_day(which, now)
        for days in (-20, 1):
            keep_calendar(now=now + (due - timezone.localdate(now)) + timedelta(days=days))
    if what == "revoke":
        revoke_key(actor_by_email("dana.whitfield@cedarhollow.example"), Key.objects.get(pk=which), now=now)
    if what in {"refuse", "agree"}:
        return hear(what, now)
    if what == "drill":
        priya = actor_by_email("priya.raman@cedarhollow.example")
        return str(ask_for_drill(priya, ApprovedUse.objects.get(pk=which), now=now).pk)
    if what == "alert":
        return str(ask_for_alert_drill(actor_by_email("sue.park@cedarhollow.example"), now=now).pk)
    if what == "drilled":
        return drilled(which)
    return Exchange.objects.count()


def drilled(drill_id: str) -> dict[str, Any]:
    drill = Drill.objects.select_related("alert__responsible").get(pk=drill_id)
    alert = drill.alert
    told = [str(each.person) for each in alert.steps.all()] if alert else []
    said = {"is_drill": alert.is_drill, "told": told, "sealed": drill_in(alert)} if alert else {}
    return {"state": drill.state, "seconds": drill.seconds, **said}


def stopped_for_an_incident(use: ApprovedUse, now: datetime) -> dict[str, str]:
    tess, priya = (actor_by_email(f"{name}@cedarhollow.example") for name in ("tess.moreno", "priya.raman"))
    concern = raise_concern(tess, ConcernWords("My class saw essays of another class.", tool="diffit"), now=now)
    account = Account(
        title="Essays shown to another class",
        what_happened="Essays of one class could be read by another class.",
        kind=IncidentKind.DATA_EXPOSED,
        severity=Severity.SERIOUS,
        data_kinds=("work",),
        people=24,
        tool="diffit",
        anchors={Anchor.DISCOVERED: now - timedelta(hours=1)},
    )
    incident = open_incident(priya, account, concern=concern, now=now)
    return {"stopped": str(stop_use_for_incident(priya, incident, use, now=now).pk)}


def hear(what: str, now: datetime) -> dict[str, str]:
    paula, tool = actor_by_email("paula.voss@cedarhollow.example"), registered("diffit")
    child = children(paula, "Kim Sato").get()
    if what == "refuse":
        _letter, secret = make_letter(paula, child, [tool], now=now)
        return {"following": answer_letter(system_actor("letter"), secret, {"diffit": Said.NO}, now=now)}
    return {"choice": str(record_choice(paula, child, tool, Said.YES, HeardBy.TALK, now=now).pk)}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(act(*json.loads(line))), flush=True)
