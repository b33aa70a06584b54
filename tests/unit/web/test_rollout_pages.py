"""The roll-out in pages: messages planned and noted, money planned and its end said, each by those who may."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from cast import Cast
from chalkline.rollout.budget.api import Line
from chalkline.rollout.communications.api import Message
from chalkline.rollout.phases.api import RolloutPlan
from chalkline.rollout.training.api import Course
from deciding import use_granted
from visiting import visitor


def test_a_message_is_planned_sent_and_late(cast: Cast) -> None:
    planner, sayer = visitor(cast.ada), visitor(cast.tess)
    missing = planner.post("/rollout/messages/new/", {"title": "x"}).content.decode()
    assert "Choose at least one language." in missing and "Choose whom it is for." in missing
    plan = {
        "title": "What Diffit is for",
        "audience": "educators",
        "purpose": "Know what may go in.",
        "sayer": str(cast.sue.person.pk),
        "due_on": (localdate() - timedelta(days=2)).isoformat(),
        "channel": "email",
        "languages": ["en", "es"],
    }
    assert planner.post("/rollout/messages/new/", plan).status_code == 302
    message = Message.objects.get()
    assert "2 days late" in planner.get("/rollout/messages/").content.decode()
    assert "Nothing is yours to say" in sayer.get("/rollout/messages/").content.decode()
    address = f"/rollout/messages/{message.pk}/"
    assert sayer.get(address).status_code == 404
    superintendent = visitor(cast.sue)
    for language in ("en", "es"):
        told = {"language": language, "text": "Dear all …", "channel": "meeting", "sent_on": localdate().isoformat()}
        assert superintendent.post(address, {**told, "sent_by": str(cast.sue.person.pk)}).status_code == 302
    page = superintendent.get(address).content.decode()
    assert "Dear all …" in page and "It was sent" not in page


def test_money_is_planned_and_its_end_is_said(cast: Cast) -> None:
    director = visitor(cast.dana)
    assert "No budget line yet" in director.get("/rollout/budget/").content.decode()
    source = {"name": "Spring grant", "kind": "grant", "ends_on": "2027-09-30"}
    assert director.post("/rollout/budget/sources/new/", source).status_code == 302
    page = director.get("/rollout/budget/lines/new/").content.decode()
    pays = page.split('name="source"')[1].split('<option value="')[2].split('"')[0]
    line = {"title": "Diffit", "what_for": "licenses", "fiscal_year": "2027-28", "amount": "x", "source": pays}
    assert "Give whole dollars" in director.post("/rollout/budget/lines/new/", line).content.decode()
    assert not Line.objects.exists()
    line |= {"amount": "$42,000", "recurs": "on", "people": "80", "fte": "0.5"}
    assert director.post("/rollout/budget/lines/new/", line).status_code == 302
    page = director.get("/rollout/budget/").content.decode()
    assert "$42,000 of 2027-28 rests on Spring grant, which ends on Sep 30, 2027." in page
    assert "Nobody has said what pays then" in page
    numbers = director.get("/rollout/budget/?chart=budget&as=csv").content.decode()
    assert "2027-28,42000,42000" in numbers.replace(".0", "")
    address = f"/rollout/budget/lines/{Line.objects.get().pk}/"
    assert director.post(address, {"step": "order", "on": "2027-05-01"}).status_code == 302
    assert "The order goes out" in director.get(address).content.decode()
    assert visitor(cast.tess).get(address).status_code == 403


def test_a_plan_opens_its_phase_on_evidence(cast: Cast) -> None:
    use = use_granted(cast)
    ada, tess, sue = visitor(cast.ada), visitor(cast.tess), visitor(cast.sue)
    assert "Plan its phases" in ada.get("/rollout/").content.decode()
    assert tess.post(f"/rollout/begin/{use.pk}/").status_code == 403
    address = ada.post(f"/rollout/begin/{use.pk}/").headers["Location"]
    day = localdate().isoformat()
    assert "Give the phase a short name." in ada.post(f"{address}phase/", {"starts_on": day}).content.decode()
    assert ada.post(f"{address}phase/", {"title": "Alder first", "starts_on": day}).status_code == 302
    phase = RolloutPlan.objects.get().phases.get()
    gate = f"{address}{phase.pk}/gate/"
    assert "Give a share" in ada.post(gate, {"kind": "training", "percent": "x"}).content.decode()
    assert ada.post(gate, {"kind": "message", "audience": "families"}).status_code == 302
    assert ada.post(gate, {"kind": "incidents"}).status_code == 302
    ada.post(f"{address}start/")
    page = ada.get(address).content.decode()
    assert "No message about this use is planned for this audience: Families." in page and "Open this phase" not in page
    assert (
        "Nobody may use it yet" in page
        and "Its roll-out has not begun" in ada.get(f"/decide/uses/{use.pk}/").content.decode()
    )
    refused = ada.post(f"{address}{phase.pk}/open/")
    assert refused.status_code == 409 and "Plan a message about this use" in refused.content.decode()
    held = phase.gates.get(kind="message")
    assert sue.post(f"{address}{phase.pk}/{held.pk}/exception/", {"reason": "Told by phone."}).status_code == 302
    assert "phase 1 can open" in ada.get("/").content.decode()
    assert ada.post(f"{address}{phase.pk}/open/").status_code == 302
    page = tess.get(address).content.decode()
    assert "Opened by Ada Lind" in page and "Told by phone." in page and "Every phase is open." in page
    assert ada.get("/training/").status_code == 200


def test_lists_are_looked_at_before_they_are_taken_over(cast: Cast) -> None:
    director = visitor(cast.dana)
    source = {"name": "Spring grant", "kind": "grant", "ends_on": "2027-09-30"}
    director.post("/rollout/budget/sources/new/", source)
    text = (
        "Item;Category;FY;Amount;Fund\nTablets;hardware;2026-27;$12,000;spring grant\n"
        "Coaches;salaries;FY2027;abc;Spring grant\nCase;pens;2026;5;Spring grant\n=cmd();other;2026;5;Nobody\n"
    )
    page = director.post("/rollout/budget/import/", {"file": upload(text.encode("utf-16"))}).content.decode()
    assert "1 row can be taken over" in page and "3 rows are set aside" in page and "Give whole dollars" in page
    mend = director.post("/rollout/budget/import/", {"rejected": hidden(page, "rejected")}).content.decode()
    assert "'=cmd()" in mend and "No funding source is called" in mend
    assert visitor(cast.ada).post("/rollout/budget/import/", {"rows": hidden(page, "rows")}).status_code == 409
    assert director.post("/rollout/budget/import/", {"rows": hidden(page, "rows")}).status_code == 302
    assert [str(each) for each in Line.objects.all()] == ["Tablets"]
    for bad in (b"", b"PK\x03\x04xx", b"a,b\n1,2\n"):
        page = director.post("/rollout/budget/import/", {"file": upload(bad)}).content.decode()
        assert "usa-alert" in page or "error" in page
    assert visitor(cast.bo).post("/rollout/budget/import/", {"rows": "x"}).status_code == 403


def test_completions_come_from_a_file_and_go_into_one(cast: Cast) -> None:
    ada = visitor(cast.ada)
    ada.post("/training/", {"title": "AI basics", "where": "Online", "months": "12"})
    course = Course.objects.get()
    text = (
        "Email,Completion date\nTess.Moreno@cedarhollow.example,10/12/2026\nkim.sato@cedarhollow.example,10/12/2026\n"
        "theo.banks@cedarhollow.example,2026-10-13 09:30\ntheo.banks@cedarhollow.example,soon\n"
    )
    page = ada.post(f"/training/{course.pk}/import/", {"file": upload(text.encode())}).content.decode()
    assert "2 rows can be taken over" in page and "2 rows are set aside" in page
    assert ada.post(f"/training/{course.pk}/import/", {"rows": hidden(page, "rows")}).status_code == 302
    told = ada.get(f"/training/{course.pk}/completions/").content.decode()
    assert "Tess Moreno,tess.moreno@cedarhollow.example,Alder Creek Elementary,AI basics,2026-10-12" in told
    assert visitor(cast.tess).get(f"/training/{course.pk}/completions/").status_code == 403


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("list.csv", data, "text/csv")


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]
