"""Limits: set by one person and obeyed at once, counted from the records of calls, told before the stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cast import Cast
from chalkline.kernel.keyring import Keyring
from chalkline.ledger.api import ingest
from chalkline.people.api import system_actor
from chalkline.publish.limits.api import (
    LimitKind,
    LimitScope,
    Notice,
    Wanted,
    lift_limit,
    limits_set,
    notices,
    set_limit,
    standing,
    take_in,
)
from chalkline.publish.standing_pack.api import build_pack
from chalkline.rulebook.api import (
    ChannelKind,
    ChannelRecord,
    Outcome,
    SpoolRecord,
    StandingPack,
    open_pack,
    public_half,
)
from chalkline.rulebook.sealing import seal, sealing_half
from chalkline.rulebook.wire import sealed_context
from expecting import problem

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
TODAY = NOW.date()


def wanted(**changes: Any) -> Wanted:
    usual: dict[str, Any] = {
        "kind": LimitKind.TOKENS_DAY, "scope": LimitScope.ROLE, "most": 1000, "subject": "student",
        "reason": "A pilot.",
    }  # fmt: skip
    return Wanted(**usual | changes)


def call(number: int, *, at: datetime = NOW, **changes: Any) -> SpoolRecord:
    usual: dict[str, Any] = {
        "decision_id": f"call-{number}", "node": "gateway", "sequence": number, "at": at, "bundle_revision": 1,
        "bundle_digest": "", "pack_issue": 1, "verdict": "allow", "outcome": Outcome.ANSWERED, "status": 200,
        "role": "student", "school": "S1", "use_id": "u-1", "model": "m", "tokens_in": 30, "tokens_out": 20,
        "provider": "openai", "attempts": 1, "cost_micros": 700,
    }  # fmt: skip
    return SpoolRecord(**usual | changes)


def pack_of(home: Path) -> StandingPack:
    build_pack(system_actor("jobs"), now=NOW)
    keyring = Keyring(home / "keys", make=False)
    data = (home / "publish" / "pack.chalkline").read_bytes()
    public = public_half(keyring.key("pack-signing"))
    return open_pack(data, encryption=keyring.key("pack"), public=public, now=NOW)


def test_a_limit_reaches_gateways_with_what_was_used_so_far(cast: Cast, home: Path) -> None:
    per_role = set_limit(cast.ada.actor, wanted(), now=NOW)
    each = set_limit(
        cast.ada.actor,
        wanted(scope=LimitScope.PERSON, subject="", kind=LimitKind.DOLLARS_MONTH, most=5_000_000),
        now=NOW,
    )
    yesterday = NOW - timedelta(days=1)
    ingest(
        [
            call(1, person="aa"), call(2, person="bb"), call(3, at=yesterday, person="aa"), call(4, role="teacher"),
            call(5, attempts=0, outcome=Outcome.REFUSED, tokens_in=10**6), call(6, node="second"),
        ],
        now=NOW,
    )  # fmt: skip
    ingest([call(2, person="bb")], now=NOW)  # read twice, counted once
    pack = pack_of(home)
    assert {(found.limit_id, found.most, found.subject) for found in pack.limits} == {
        (str(per_role.pk), 1000, "student"), (str(each.pk), 5_000_000, ""),
    }  # fmt: skip
    assert pack.totals.upto == {"gateway": 5, "second": 6}
    assert pack.totals.spent == {str(per_role.pk): {"student": 150}, str(each.pk): {"aa": 1400, "bb": 700}}
    assert standing(per_role, TODAY) == 150
    lift_limit(cast.ada.actor, per_role, now=NOW)
    assert [found.limit_id for found in pack_of(home).limits] == [str(each.pk)]


def test_a_person_is_named_to_gateways_as_in_records(cast: Cast, home: Path) -> None:
    limit = set_limit(cast.ada.actor, wanted(scope=LimitScope.PERSON, subject=str(cast.tess.person.pk)), now=NOW)
    (told,) = pack_of(home).limits
    assert told.limit_id == str(limit.pk) and len(told.subject) >= 16
    assert str(cast.tess.person.pk) not in told.subject


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"most": -1}, "limits.most_unclear"),
        ({"most": 10**16}, "limits.most_unclear"),
        ({"warn_percent": 0}, "limits.warning_unclear"),
        ({"warn_percent": 101}, "limits.warning_unclear"),
        ({"reason": "  "}, "limits.reason_missing"),
        ({"reason": "x" * 501}, "limits.reason_missing"),
        ({"scope": LimitScope.DISTRICT}, "limits.subject_unclear"),
        ({"subject": "astronaut"}, "limits.subject_unclear"),
        ({"scope": LimitScope.SCHOOL, "subject": "nowhere"}, "limits.subject_unclear"),
        ({"scope": LimitScope.PERSON, "subject": "x' or 1=1"}, "limits.subject_unclear"),
        ({"scope": LimitScope.USE, "subject": "00000000-0000-4000-8000-000000000000"}, "limits.subject_unclear"),
    ],
)
def test_a_limit_must_be_clear(cast: Cast, changes: dict[str, Any], code: str) -> None:
    with problem(code):
        set_limit(cast.ada.actor, wanted(**changes), now=NOW)


def test_who_may(cast: Cast) -> None:
    limit = set_limit(cast.dana.actor, wanted(), now=NOW)
    with problem("limits.already_set"):
        set_limit(cast.sue.actor, wanted(most=5), now=NOW)
    for member in (cast.tess, cast.priya, cast.bo, cast.nora):
        with problem("not_allowed"):
            set_limit(member.actor, wanted(subject="teacher"), now=NOW)
        with problem("not_allowed"):
            lift_limit(member.actor, limit, now=NOW)
    with problem("not_allowed"):
        limits_set(cast.tess.actor)
    assert limits_set(cast.bo.actor).count() == 1
    lift_limit(cast.ada.actor, limit, now=NOW)
    lift_limit(cast.ada.actor, limit, now=NOW)
    assert limits_set(cast.bo.actor).count() == 0
    assert set_limit(cast.sue.actor, wanted(most=0), now=NOW).most == 0


def test_a_warning_of_a_gateway_is_noted_once(cast: Cast, home: Path) -> None:
    limit = set_limit(cast.ada.actor, wanted(), now=NOW)
    public = sealing_half(Keyring(home / "keys").key("channel"))
    for decision, level, used in (("d-1", "warn", 812), ("d-2", "warn", 815), ("d-3", "stop", 1020)):
        sealed = seal(public, b"student", sealed_context(ChannelKind.LIMIT, decision))
        about: dict[str, str | int] = {
            "limit_id": str(limit.pk), "level": level, "span": "2026-11-20", "used": used, "most": 1000,
        }  # fmt: skip
        told = ChannelRecord(
            kind=ChannelKind.LIMIT, decision_id=decision, node="g", sequence=1, at=NOW, about=about, sealed=sealed
        )
        take_in(told, now=NOW)
    assert [(each.level, each.used, each.subject) for each in notices(cast.ada.actor).order_by("used")] == [
        ("warn", 812, "student"), ("stop", 1020, "student"),
    ]  # fmt: skip
    gone = ChannelRecord(
        kind=ChannelKind.LIMIT, decision_id="d-4", node="g", sequence=1, at=NOW, about={"limit_id": "x"}
    )
    take_in(gone, now=NOW)
    assert Notice.objects.count() == 2
