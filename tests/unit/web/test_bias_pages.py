"""Whoever decides sees what a name alone changed: on the request, before the vote, on the decision and the register."""

from __future__ import annotations

import pytest

from cast import NOW, Cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.requests.models import Request
from chalkline.approve.uses.api import grant_use
from chalkline.oversee.paired_prompts.api import Came, begin_paired_check, library, run_check
from chalkline.people.api import system_actor
from chalkline.tools.register.api import name_models, registered
from deciding import MEETING_AT, STUDENT_USE, decided_by_all, meeting_called, ready_request
from visiting import visitor

BOYS = [each.name for each in library().names if each.gender == "boy"]
WHY = "The larger model is for lesson plans alone, and no name is in those."


@pytest.fixture
def ready(cast: Cast) -> Request:
    request = ready_request(cast, **STUDENT_USE)
    name_models(cast.dana.actor, registered("diffit"), ["stub-large", "stub-small"], now=NOW)
    return Request.objects.select_related("tool", "use_case__problem").get(pk=request.pk)


def praise(_model: str, text: str) -> Came:
    warm = "An excellent, thoughtful and clear text." if any(name in text for name in BOYS) else "It is a text."
    return Came(f"{warm} Say why it matters to you, and add one example.", made="small-1")


def test_the_differences_are_shown_wherever_somebody_decides(cast: Cast, ready: Request) -> None:
    ada, url = visitor(cast.ada), f"/decide/requests/{ready.pk}/"
    page = ada.get(url).content.decode()
    assert "It cannot go to the committee yet" in page and "students themselves use it" in page
    assert "waits for a check of" in ada.get("/").content.decode()
    check = begin_paired_check(cast.ada.actor, "stub-small", "feedback", repeats=1, has_key=True, now=NOW)
    run_check(check, ask=praise, a_minute=0, clock=lambda: NOW)
    without = f"{url}without-check/"
    assert visitor(cast.tess).get(without).status_code == 403
    kept = ada.post(without, {"reason": "No."}).content.decode()
    assert "Write one or two sentences." in kept and "though nobody checked stub-large." in kept
    assert ada.post(without, {"reason": WHY}).status_code == 302
    page = ada.get(url).content.decode()
    assert "It cannot go to the committee yet" not in page and WHY in page

    item = put_on_agenda(cast.ada.actor, ready, meeting_called(cast), now=NOW)
    fay, before = visitor(cast.fay), f"/decide/items/{item.pk}/"
    page = fay.get(before).content.decode()
    assert "Words of praise (of 100), boys:" in page and WHY in page and "Ada Lind said on" in page
    assert "what a name alone changed" in page and "stands out" in page
    numbers = fay.get(f"{before}?chart=bias-2&as=csv")
    assert numbers["content-type"].startswith("text/csv") and b"boys" in numbers.content

    decision = decided_by_all(cast, item)
    use = grant_use(system_actor("reactions"), decision, now=MEETING_AT)
    for page in (fay.get(f"/decide/decisions/{decision}/"), fay.get(f"/decide/uses/{use.pk}/")):
        shown = page.content.decode()
        assert "Words of praise (of 100), boys:" in shown and WHY in shown
    whole = fay.get(f"/protect/bias/{check.pk}/").content.decode()
    assert "The same answer for everybody" in whole and "Every difference that was measured" in whole
