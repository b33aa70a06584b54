"""Pages of what people decide: who sees which part, and that a colleague can accept or not."""

from __future__ import annotations

from datetime import timedelta

from cast import Cast
from chalkline.approve.human_records.api import RecordState, counts, offer_record
from chalkline.approve.uses.models import ApprovedUse
from chalkline.kernel.clock import local_day, utc_now
from unit.approve.test_human_records import MATTER, Matter, open_record, use_of
from visiting import visitor


def test_a_record_is_offered_accepted_and_overdue_on_today(cast: Cast) -> None:
    use, today = use_of(cast), local_day(utc_now(), "UTC")
    ApprovedUse.objects.filter(pk=use.pk).update(
        starts_on=today - timedelta(days=40), expires_on=today + timedelta(days=99)
    )
    use.refresh_from_db()
    begun = utc_now() - timedelta(days=20)
    record = open_record(cast.tess.actor, use, Matter(MATTER.words, begun.date() + timedelta(days=9)), now=begun)
    page = f"/decide/by-people/{record.pk}/"
    tess, theo, bo = visitor(cast.tess), visitor(cast.theo), visitor(cast.bo)
    assert "Write what you decided: Who is invited" in tess.get("/").content.decode()
    assert "Its last day has passed" in tess.get(page).content.decode()
    assert theo.get(page).status_code == theo.get(f"{page}decision/").status_code == bo.get(page).status_code == 404
    assert counts(cast.sue.actor, today)[0].overdue == 1
    assert "was not written down by its last day" in visitor(cast.sue).get("/").content.decode()
    asked = tess.post(f"{page}hand-over/", {"colleague": "nobody@elsewhere.example"})
    assert "Choose a colleague who works here." in asked.content.decode()
    assert tess.post(f"{page}hand-over/", {"colleague": "Theo.Banks@cedarhollow.example"}).status_code == 302
    assert "asks you to decide this" in theo.get(page).content.decode()
    assert theo.post(page, {"do": "end_offer"}).status_code == 302 and theo.get(page).status_code == 404
    offer_record(cast.tess.actor, record, cast.theo.person, now=utc_now())
    assert theo.post(page, {"do": "accept"}).status_code == 302
    assert tess.get(page).status_code == 404
    theo.post(f"{page}withdraw/", {"reason": "The group does not take place."})
    record.refresh_from_db()
    assert (record.state, record.decider) == (RecordState.WITHDRAWN, cast.theo.person)
