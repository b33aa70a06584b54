"""What must never be permitted stops a publication, in the browser and in the API, with a case in words.

Each approved use here breaks one invariant alone; each rule set promises something that a use does not keep.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.html import strip_tags

from calling import api_at, caller
from cast import Cast
from chalkline.approve.uses.models import ApprovedUse
from chalkline.govern.decisions.models import Decision
from chalkline.kernel.clock import utc_now
from chalkline.publish.bundle.models import Bundle
from chalkline.publish.district_rules.api import Rows, adopt_rules, propose_rules
from chalkline.publish.stops.api import stop_tool
from chalkline.rulebook.api import Demand, Promise, Selection, vocabulary
from chalkline.tools.register.api import import_catalogue, register_tool
from unit.publish.conftest import Approved
from visiting import visitor

CATALOGUE = Path(__file__).parents[3] / "src/chalkline/law/vocabulary/ai_catalog.yaml"
HIGH_STAKES = min(vocabulary().decided_by_people() - vocabulary().never())
STUDENTS = Selection(roles=frozenset({"student"}))


def terms(use: ApprovedUse, **changes: Any) -> None:
    ApprovedUse.objects.filter(pk=use.pk).update(**changes)


def young_without_a_yes(made: Approved) -> None:
    terms(made.use, elements=["public_docs"])


def high_stakes_alone(made: Approved) -> None:
    made.sign()
    terms(made.use, roles=["teacher"], elements=["public_docs"], purpose=HIGH_STAKES, conditions=[])


def open_chat(made: Approved) -> None:
    import_catalogue(made.cast.dana.actor, CATALOGUE, now=utc_now())
    tool = register_tool(made.cast.dana.actor, "ChatGPT", now=utc_now())
    terms(made.use, tool=tool, roles=["student"], grade_bands=["g912"], elements=["public_docs"], conditions=[])


BROKEN: list[tuple[Callable[[Approved], None], str, str]] = [
    (young_without_a_yes, "Nobody who can be under 13", "students (grades 3–5) could use Diffit"),
    (high_stakes_alone, "AI never decides a high-stakes matter alone", "Diffit could decide on"),
    (open_chat, "Students chat openly only where", "lets students chat with ChatGPT outside the gateway"),
]


@pytest.fixture
def today(granted: Approved) -> Approved:
    """The use holds today, whatever today is; its agreement is not signed, and no gateway keeps it."""
    day = utc_now().date()
    Decision.objects.update(decided_on=day - timedelta(days=2))
    ApprovedUse.objects.update(starts_on=day - timedelta(days=2), expires_on=day + timedelta(days=100))
    return granted


def refused_everywhere(cast: Cast, monkeypatch: pytest.MonkeyPatch, rule: str, case: str) -> None:
    api_at(monkeypatch, utc_now())
    shown = " ".join(strip_tags(visitor(cast.dana).get("/protect/changes/").content.decode()).split())
    assert rule in shown and case in shown
    posted = visitor(cast.dana).post("/protect/prepare/")
    assert posted.status_code == 409 and rule in posted.content.decode() and case in posted.content.decode()
    answer = caller(cast.dana, now=utc_now()).post("/bundles")
    assert (answer.status, answer.code) == (409, "bundles.invariant_broken")
    assert rule in answer.said["what"] and case in answer.said["what"]
    assert not Bundle.objects.exists()


@pytest.mark.parametrize(("breaks", "rule", "case"), BROKEN, ids=[each[0].__name__ for each in BROKEN])
def test_a_use_that_breaks_an_invariant_is_not_published(
    today: Approved, monkeypatch: pytest.MonkeyPatch, breaks: Callable[[Approved], None], rule: str, case: str
) -> None:
    breaks(today)
    refused_everywhere(today.cast, monkeypatch, rule, case)


def test_what_a_rule_refuses_breaks_no_invariant_any_more(today: Approved, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule set mends what a use left open: the case is then no case, and the policy can be published."""
    from chalkline.publish.district_rules.api import narrow_at_once
    from chalkline.rulebook.api import DistrictRule, Verdict

    young_without_a_yes(today)
    rule = DistrictRule("R1", STUDENTS, Verdict.REFUSE, "Not before families were asked.")
    made = propose_rules(today.cast.ada.actor, Rows((rule,)), why="Children.", now=utc_now())
    narrow_at_once(today.cast.ada.actor, made, reason="Now.", now=utc_now())
    api_at(monkeypatch, utc_now())
    assert caller(today.cast.dana, now=utc_now()).post("/bundles").status == 201


@pytest.mark.parametrize("demand", [each for each in Demand if each not in (Demand.AGREEMENT, Demand.GATEWAY)])
def test_a_promise_that_a_use_does_not_keep_stops_a_policy(
    today: Approved, monkeypatch: pytest.MonkeyPatch, demand: Demand
) -> None:
    today.sign()
    terms(today.use, conditions=[], elements=["public_docs"])
    promise = Promise("P1", STUDENTS, demand, "So we have promised our families.")
    made = propose_rules(today.cast.ada.actor, Rows((), (promise,)), why="Promised in May.", now=utc_now())
    page = visitor(today.cast.tess).get(f"/protect/rules/sets/{made.pk}/")
    looked = " ".join(strip_tags(page.content.decode()).split())
    assert "With these rules no policy could be published" in looked and "could give Diffit this for" in looked
    adopt_rules(today.cast.priya.actor, made, now=utc_now())
    refused_everywhere(
        today.cast, monkeypatch, "So we have promised our families.", "students (grades 3–5) could give Diffit"
    )


def test_a_stop_does_not_make_a_broken_policy_sound(today: Approved, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop is over one day; the policy would go on."""
    young_without_a_yes(today)
    stop_tool(today.cast.sam.actor, "diffit", reason="For now.", now=utc_now())
    refused_everywhere(today.cast, monkeypatch, BROKEN[0][1], BROKEN[0][2])
