"""Limits and spending: what is set is shown, what is wrong is said at its question, nobody is singled out."""

from __future__ import annotations

from django.utils.timezone import localdate

from cast import Cast, Member
from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.clock import utc_now
from chalkline.ledger.api import ingest
from chalkline.people.api import system_actor
from chalkline.publish.limits.api import Level, Limit, note_limit_reached
from chalkline.rulebook.api import Outcome, SpoolRecord
from deciding import STUDENT_USE, use_granted
from unit.publish.conftest import home
from visiting import visitor

__all__ = ["home"]

SET = {
    "kind": "dollars_month", "whose": "role:teacher", "most": "$1,250.50", "warn_percent": "75", "reason": "A pilot.",
}  # fmt: skip


def calls(count: int, **changes: object) -> list[SpoolRecord]:
    usual = {
        "node": "gateway", "at": utc_now(), "bundle_revision": 1, "bundle_digest": "0", "pack_issue": 1,
        "verdict": "allow", "outcome": Outcome.ANSWERED, "status": 200, "role": "teacher", "model": "gpt-test",
        "tokens_in": 100, "tokens_out": 50, "cost_micros": 50_000_000, "attempts": 1,
    }  # fmt: skip
    first = Limit.objects.count() * 1000
    told = [usual | {"decision_id": f"d-{first + each}", "sequence": each} | changes for each in range(count)]
    return [SpoolRecord(**each) for each in told]


def test_setting_seeing_and_lifting_a_limit(cast: Cast, home: object) -> None:
    ada = visitor(cast.ada)
    assert "No limit is set" in ada.get("/protect/limits/").content.decode()
    refused = ada.post("/protect/limits/new/", SET | {"most": "a lot", "reason": ""})
    assert "A limit is a number from 0." in refused.content.decode() and not Limit.objects.exists()
    assert ada.post("/protect/limits/new/", SET).status_code == 302
    limit = Limit.objects.get()
    assert (limit.most, limit.subject, limit.warn_percent) == (1_250_500_000, "teacher", 75)
    ingest(calls(20), now=utc_now())
    shown = ada.get("/protect/limits/").content.decode()
    assert "$1,250.50 in a month" in shown and "$1,000.00 used (79%)" in shown and "Nearly used up" in shown
    tess = visitor(cast.tess)
    assert tess.get("/protect/limits/").status_code == 403 and tess.post("/protect/limits/new/", SET).status_code == 403
    assert "Lift it" not in visitor(cast.bo).get(f"/protect/limits/{limit.pk}/").content.decode()
    assert ada.post(f"/protect/limits/{limit.pk}/lift/").status_code == 302
    assert "No limit is set" in ada.get("/protect/limits/").content.decode()


def test_who_asked_for_a_use_is_told_on_today_when_its_limit_is_nearly_used_up(cast: Cast, home: object) -> None:
    use = use_granted(cast, **STUDENT_USE)
    sent = SET | {"whose": "use:", "kind": "tokens_day", "most": "5000"}
    assert visitor(cast.ada).post("/protect/limits/new/", sent).status_code == 302
    span, clockwork = f"{localdate()}", system_actor("gateway")
    note_limit_reached(clockwork, str(Limit.objects.get().pk), Level.WARN, span, str(use.pk), 4100, now=utc_now())
    for member, is_told in ((cast.ada, True), (use_asker(use, cast), True), (cast.nora, False), (cast.bo, False)):
        assert ("nearly used up" in visitor(member).get("/").content.decode()) is is_told, member


def use_asker(use: ApprovedUse, cast: Cast) -> Member:
    asked_by = use.request.asked_by_id
    return next(each for each in vars(cast).values() if isinstance(each, Member) and each.person.pk == asked_by)


def test_a_limit_for_one_person_names_them_and_shows_nothing_of_their_use(cast: Cast, home: object) -> None:
    ada = visitor(cast.ada)
    missing = ada.post("/protect/limits/new/", SET | {"whose": "person:one", "email": "nobody@else.example"})
    assert "There is no such use, school, role or person." in missing.content.decode()
    sent = SET | {"whose": "person:one", "email": cast.tess.person.email, "kind": "tokens_day", "most": "5,000"}
    assert ada.post("/protect/limits/new/", sent).status_code == 302
    shown = ada.get("/protect/limits/").content.decode()
    assert "5,000 tokens in a day" in shown and str(cast.tess.person) in shown and "used (" not in shown


def test_spending_as_a_page_and_as_a_file(cast: Cast) -> None:
    bo = visitor(cast.bo)
    assert "No call went to a model in this month" in bo.get("/protect/spending/").content.decode()
    ingest(calls(30), now=utc_now())
    shown = bo.get("/protect/spending/").content.decode()
    assert "30 calls went to models and cost $1,500.00." in shown and "gpt-test" in shown
    file = bo.get("/protect/spending/?table=model&as=csv").content.decode()
    assert "gpt-test" in file and "1,500.00" in file and file.count("\n") <= 3
    month = f"{localdate():%Y-%m}"
    assert bo.get(f"/protect/spending/?month={month}").status_code == 200
    assert bo.get("/protect/spending/?month=9999-99").status_code == 200
    assert visitor(cast.tess).get("/protect/spending/").status_code == 403
