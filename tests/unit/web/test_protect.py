"""The pages of Protect say what is so, offer the one next step, and refuse what the commands refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import Cast
from chalkline.approve.uses.api import suspend_use
from chalkline.approve.uses.models import ApprovedUse
from chalkline.govern.decisions.models import Decision
from chalkline.kernel.clock import utc_now
from chalkline.publish.bundle.api import activate_bundle, in_force, prepare_bundle
from chalkline.publish.bundle.models import Bundle
from chalkline.publish.standing_pack.api import Key, keys_of
from unit.publish.conftest import Approved, approved, granted, home, policy_adopted
from visiting import visitor

__all__ = ["approved", "granted", "home"]


@pytest.fixture
def today(granted: Approved) -> Approved:
    """The use holds today, whatever today is; its agreement is not signed yet."""
    day = utc_now().date()
    Decision.objects.update(decided_on=day - timedelta(days=2))
    ApprovedUse.objects.update(starts_on=day - timedelta(days=2), expires_on=day + timedelta(days=100))
    granted.route("stub-small")
    return granted


def publish(cast: Cast) -> None:
    activate_bundle(cast.ada.actor, prepare_bundle(cast.dana.actor, now=utc_now()), now=utc_now())


def page(member: object, address: str) -> str:
    answer = visitor(member).get(address)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_a_broken_rule_is_shown_with_its_case_and_offers_no_publishing(cast: Cast, today: Approved) -> None:
    assert "It cannot be published as it is" in page(cast.dana, "/protect/")
    shown = page(cast.dana, "/protect/changes/")
    assert "This cannot be published" in shown and "Broken" in shown and "Diffit" in shown
    assert "/protect/prepare/" not in shown
    refused = visitor(cast.dana).post("/protect/prepare/")
    assert refused.status_code == 409 and not Bundle.objects.exists()


def test_whoever_prepared_it_is_not_offered_to_activate_and_is_refused(cast: Cast, today: Approved) -> None:
    today.sign()
    dana = visitor(cast.dana)
    made = dana.post("/protect/prepare/")
    assert made.status_code == 302
    assert "Activate policy 1" not in dana.get(made["Location"]).content.decode()
    refused = dana.post(f"{made['Location']}activate/")
    assert refused.status_code == 403 and b"somebody else has to activate it" in refused.content
    assert visitor(cast.tess).post(f"{made['Location']}activate/").status_code == 403
    assert in_force() is None
    assert visitor(cast.priya).post(f"{made['Location']}activate/").status_code == 302
    assert "Dana Whitfield prepared it, Priya Raman activated it." in page(cast.bo, "/protect/")


def test_a_policy_that_ends_soon_can_be_confirmed_and_one_that_ended_says_so(cast: Cast, today: Approved) -> None:
    today.sign()
    publish(cast)
    assert "Everything that was decided is published." in page(cast.dana, "/protect/")
    assert "/protect/prepare/" not in page(cast.dana, "/protect/changes/")
    Bundle.objects.update(good_until=utc_now() + timedelta(days=20))
    assert "The policy has to be confirmed" in page(cast.dana, "/protect/")
    assert "/protect/prepare/" in page(cast.dana, "/protect/changes/")
    Bundle.objects.update(good_until=utc_now() - timedelta(days=1))
    assert "Gateways let nothing out" in page(cast.tess, "/protect/")


def test_a_paused_use_is_marked_without_publishing(cast: Cast, today: Approved) -> None:
    today.sign()
    publish(cast)
    suspend_use(cast.sam.actor, today.use, reason="It names students.", now=utc_now())
    assert ">Paused<" in page(cast.tess, "/protect/").replace("\n", "").replace("</svg>", "")


def test_going_back_shows_what_it_would_do_first(cast: Cast, today: Approved) -> None:
    today.sign()
    publish(cast)
    ApprovedUse.objects.update(expires_on=utc_now().date() + timedelta(days=50))
    publish(cast)
    before = Bundle.objects.count()
    shown = page(cast.dana, "/protect/roll-back/")
    assert "the last day changes from" in shown and "Prepare policy 3" in shown and Bundle.objects.count() == before
    made = visitor(cast.dana).post("/protect/roll-back/")
    assert made.status_code == 302 and "goes back to the content of policy 1" in page(cast.ada, made["Location"])
    assert "goes back to policy 1" in page(cast.ada, "/protect/policies/")


def test_a_key_is_issued_in_the_browser_for_what_the_use_allows(cast: Cast, today: Approved) -> None:
    today.sign()
    publish(cast)
    dana = visitor(cast.dana)
    address = f"/protect/keys/new/?use={today.use_id}"
    form = {"kind": "class", "label": "Room 12", "role": "teacher", "grade_bands": "g35",
            "school": str(cast.alder.pk), "email": "tess.moreno@cedarhollow.example"}  # fmt: skip
    wrong = dana.post(address, {**form, "email": "nobody@cedarhollow.example"})
    assert b"Nobody here has this address" in wrong.content and b'value="Room 12"' in wrong.content
    assert dana.post(address, {**form, "grade_bands": "g912"}).status_code == 200 and not Key.objects.exists()
    made = dana.post(address, form)
    assert made["Cache-Control"] == "no-store" and b"ck-" in made.content
    key = keys_of(cast.tess.actor).get()
    assert b"ck-" not in visitor(cast.tess).get(f"/protect/keys/{key.pk}/").content
    assert visitor(cast.theo).get(f"/protect/keys/{key.pk}/").status_code == 404
    assert visitor(cast.theo).post(f"/protect/keys/{key.pk}/revoke/").status_code == 404
    exported = dana.get("/protect/keys/?table=keys&as=csv").content.decode()
    assert "Room 12" in exported and "ck-" not in exported


def test_a_use_that_the_gateway_does_not_keep_gets_no_key(cast: Cast, today: Approved) -> None:
    today.sign(["student_work", "ai_prompt"])
    today.route()
    publish(cast)
    shown = page(cast.dana, f"/protect/keys/new/?use={today.use_id}")
    assert "No approved use is kept by the gateway yet" in shown


def test_a_tool_is_stopped_from_its_page_and_everybody_it_touches_reads_what_to_use_instead(
    cast: Cast, today: Approved
) -> None:
    today.sign()
    publish(cast)
    assert "Stop this tool now" not in page(cast.tess, "/tools/diffit/")
    assert "/protect/stops/new/?what=tool:diffit" in page(cast.sam, "/tools/diffit/")
    sam, address = visitor(cast.sam), "/protect/stops/new/?what=tool:diffit"
    assert b"Write one or two sentences." in sam.post(address, {"what": "tool:diffit", "reason": " "}).content
    assert b"This field" not in sam.post(address, {"reason": "x"}).content
    made = sam.post(address, {"what": "tool:diffit", "reason": "It names strangers.", "instead": "Level by hand."})
    assert made.status_code == 302
    assert visitor(cast.tess).post(address, {"what": "tool:diffit", "reason": "x"}).status_code == 403
    for shown in (page(cast.tess, "/"), page(cast.tess, "/protect/stops/"), page(cast.tess, "/tools/diffit/")):
        assert "Level by hand." in shown
    assert "Diffit is stopped for now" in page(cast.tess, "/") and "Diffit is stopped" not in page(cast.theo, "/")
    again = f"{made['Location']}go-on/"
    assert visitor(cast.priya).post(again, {"reason": "It was mended."}).status_code == 302
    assert visitor(cast.priya).post(again).status_code == 403
    assert "asks that Diffit goes on" in page(cast.dana, "/")
    assert visitor(cast.dana).post(again).status_code == 302
    assert "Nothing is stopped" in page(cast.tess, "/protect/stops/") and "Stopped before" in page(
        cast.tess, "/protect/stops/"
    )


def test_a_rule_is_proposed_looked_at_and_put_in_force_in_the_browser(cast: Cast, today: Approved) -> None:
    today.sign()
    publish(cast)
    policy_adopted(cast)
    assert "No rule yet" in page(cast.bo, "/protect/rules/") and "Propose a rule" not in page(
        cast.bo, "/protect/rules/"
    )
    ada = visitor(cast.ada)
    row = {"roles": ["student"], "bands": ["g35"], "then": "rule:refuse", "name": "R1", "why": "Not in grade 4.",
           "clause": "AI-2/1/2"}  # fmt: skip
    assert b"Say why" in ada.post("/protect/rules/new/", {**row, "why": ""}).content
    made = ada.post("/protect/rules/new/", row)
    assert made.status_code == 302
    shown = page(cast.ada, made["Location"])
    assert "New rule R1" in shown and "What could go out then" in shown and "Adopt these rules" not in shown
    assert ada.post(f"{made['Location']}narrow/", {"why": "A parent called."}).status_code == 302
    rows = page(cast.tess, "/protect/rules/")
    assert "Not in grade 4." in rows and "AI-2/1/2" in rows and "Holds at once" in rows
    assert visitor(cast.ada).post("/protect/rules/take-out/R1/").status_code == 302
    promise = {"roles": ["student"], "then": "promise:gateway", "name": "P1", "why": "Students only by the gateway."}
    second = ada.post("/protect/rules/new/", promise)
    assert visitor(cast.priya).post(f"{second['Location']}adopt/").status_code == 302
    publish(cast)
    assert "Show me a case" in page(cast.tess, "/protect/rules/")
    assert "Diffit this for" in page(cast.tess, "/protect/rules/case/P1/") or "There is no such case" in page(
        cast.tess, "/protect/rules/case/P1/"
    )
    assert "Rule set" in page(cast.tess, "/protect/rules/sets/")
