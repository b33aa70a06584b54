"""Evaluations through the API: the whole way, and the attacks that are refused there as they are on pages."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.kernel.clock import utc_now
from chalkline.tools.evaluations.api import record_of
from chalkline.tools.evaluations.models import Evaluation, Evidence, VendorLink
from chalkline.tools.register.api import register_tool
from evaluating import PDF, begun, everything, linked
from visiting import visitor

JSON = "application/json"


def post(client: Client, address: str, **body: object) -> tuple[int, dict[str, object]]:
    answer = client.post(f"/api/v1/{address}", json.dumps(body), content_type=JSON)
    return answer.status_code, answer.json()


def test_an_evaluation_from_begin_to_exchange_and_each_attack_is_refused(cast: Cast) -> None:
    register_tool(cast.tess.actor, "Pine Reader", now=NOW)
    register_tool(cast.tess.actor, "Oak Tutor", now=NOW)
    priya, sue, stranger = visitor(cast.priya), visitor(cast.sue), visitor()
    due = (localdate() + timedelta(days=30)).isoformat()
    told = {"facets": ["staff"], "owner": str(cast.priya.person.pk), "due_on": due}
    assert post(visitor(cast.tess), "evaluations", tool="pine-reader", **told)[0] == 403
    status, made = post(priya, "evaluations", tool="pine-reader", **told)
    other = post(priya, "evaluations", tool="oak-tutor", **told)[1]
    at = f"evaluations/{made['id']}"
    assert status == 201 and made["with_whom"] == "nobody_asked" and made["percent"] == 0
    secret = str(post(priya, f"{at}/link", sent_to="lena@pinereader.example")[1]["secret"])
    link = f"vendor-links/{secret}"
    asked = [each.id for each in record_of(Evaluation.objects.get(pk=str(made["id"]))).questions]
    yes = {each: {"says": "yes", "words": "As our terms say."} for each in asked}
    assert post(stranger, f"{link}/answers", answers={"F01": {"says": "yes"}})[1]["code"] == "evaluations.not_asked"
    assert post(stranger, f"{link}/answers", answers=yes)[0] == 200
    assert not record_of(Evaluation.objects.get(pk=str(other["id"]))).answers  # another tool's evaluation is untouched
    assert post(stranger, f"{link}/submit")[1]["code"] == "evaluations.who_answers"
    who = {"name": "Lena Vogt", "email": "lena@pinereader.example", "position": "Privacy lead"}
    assert stranger.post(f"/vendor/{secret}/who/", who).status_code == 302
    assert post(priya, f"{at}/assess", found={"P01": {"how": "statement"}})[1]["code"] == "evaluations.vendor_answers"
    assert post(stranger, f"{link}/submit")[0] == 200
    for step in ("answers", "submit"):  # replayed after submit
        assert post(stranger, f"{link}/{step}", **({"answers": yes} if step == "answers" else {}))[0] == 404
    frozen = post(priya, f"{at}/answers", answers={"P01": {"says": "no"}})
    assert frozen[1]["code"] == "evaluations.answer_frozen"
    found = {each: {"how": "statement"} for each in asked}
    found["A01"] = {"how": "does_not", "note": "They train on prompts."}
    assert post(priya, f"{at}/assess", found=found)[0] == 200
    done = post(priya, f"{at}/finish", summary="")[1]
    assert done["blocking"] == 1 and done["blocks"][0]["question"] == "A01"  # type: ignore[index]
    assert post(priya, f"{at}/assess", found=found)[1]["code"] == "evaluations.closed"
    risk = {"question": "A01", "reason": "By contract the training is switched off.", "until": due}
    assert post(priya, f"{at}/accept-risk", **risk)[1]["code"] == "evaluations.scored_it"
    assert post(visitor(cast.bo), f"{at}/accept-risk", **risk)[0] == 403
    assert post(sue, f"{at}/accept-risk", **risk)[1]["blocking"] == 0
    file = base64.b64decode(str(post(priya, f"{at}/export")[1]["file"]))
    forged = base64.b64encode(file.replace(b"does_not", b"evidence")).decode()
    assert post(priya, "shared-evaluations", file=forged)[1]["code"] == "evaluations.file_damaged"
    assert post(priya, "shared-evaluations", file="not base64")[1]["code"] == "evaluations.file_damaged"
    own = base64.b64encode(file).decode()
    assert post(priya, "shared-evaluations", file=own)[1]["code"] == "evaluations.file_own"
    assert post(visitor(cast.tess), "shared-evaluations", file=own)[0] == 403
    assert visitor(cast.fay).get("/api/v1/evaluations").json()["total"] == 2


def hand_in_file(
    client: Client, address: str, name: str, content: bytes, **given: object
) -> tuple[int, dict[str, object]]:
    sent = {"file": SimpleUploadedFile(name, content), **given}
    answer = client.post(f"/api/v1/{address}", sent)
    return answer.status_code, answer.json()


def test_a_vendor_does_everything_through_its_link_and_nothing_after_it_ended(cast: Cast) -> None:
    evaluation, other = begun(cast, now=utc_now()), begun(cast, "Oak Tutor", now=utc_now())
    link, stranger = f"vendor-links/{linked(cast, evaluation, now=utc_now())}", visitor()
    elsewhere = f"vendor-links/{linked(cast, other, now=utc_now())}"
    asked = stranger.get(f"/api/v1/{link}")
    assert asked["Cache-Control"] == "no-store" and asked.json()["tool"] == "Pine Reader"
    assert {each["id"] for each in asked.json()["questions"]} == set(everything(evaluation))
    who = {"name": "Lena Vogt", "email": "nowhere", "position": "Privacy lead"}
    assert post(stranger, f"{link}/who", **who)[1]["code"] == "evaluations.who_answers"
    assert post(stranger, f"{link}/who", **{**who, "email": "lena@pinereader.example"})[1]["answered_by"] == "Lena Vogt"
    kept = post(stranger, f"{link}/answers", answers={"P01": {"says": "yes", "words": "We sign."}})
    assert kept[0] == 200
    again = {each["id"]: each for each in stranger.get(f"/api/v1/{link}").json()["questions"]}
    assert again["P01"]["words"] == "We sign." and again["P02"]["says"] == ""  # whoever comes back finds it
    proof = {"kind": "soc2", "title": "SOC 2 Type II", "questions": ["S02"]}
    status, file = hand_in_file(stranger, f"{link}/files", "soc2.pdf", PDF, **proof)
    assert status == 201 and file["questions"] == ["S02"] and file["size"] == len(PDF)
    refused = hand_in_file(stranger, f"{link}/files", "soc2.pdf", b"MZ a program", **proof)
    assert refused[1]["code"] == "evaluations.file_refused"
    assert hand_in_file(stranger, f"{link}/files", "soc2.pdf", PDF, **proof)[0] == 409  # the same file again
    away = stranger.post(f"/api/v1/{elsewhere}/files/{file['id']}/take-back")
    assert away.status_code == 404 and Evidence.objects.get(pk=str(file["id"])).withdrawn_at is None
    assert stranger.post(f"/api/v1/{link}/files/{file['id']}/take-back").status_code == 204
    assert hand_in_file(stranger, f"{link}/files", "soc2.pdf", PDF, **proof)[0] == 201
    company = {"name": "CloudHost", "country": "United States", "purpose": "hosting", "data": "student work"}
    assert post(stranger, f"{link}/companies", companies=[company])[1]["companies"] == ["CloudHost"]
    assert post(stranger, f"{link}/submit")[1]["code"] == "evaluations.gates_unanswered"
    all_said = {each: {"says": "yes", "words": "As our terms say."} for each in everything(evaluation)}
    assert post(stranger, f"{link}/answers", answers=all_said)[0] == post(stranger, f"{link}/submit")[0] == 200
    assert stranger.get(f"/api/v1/{link}").json()["code"] == "evaluations.link_over"
    assert (
        hand_in_file(stranger, f"{link}/files", "late.pdf", PDF + b"late", **proof)[1]["code"]
        == "evaluations.link_over"
    )
    VendorLink.objects.filter(evaluation=other).update(expires_at=utc_now() - timedelta(hours=1))
    ran_out = stranger.get(f"/api/v1/{elsewhere}")
    assert ran_out.status_code == 404 and ran_out.json()["code"] == "evaluations.link_over"
    assert hand_in_file(visitor(cast.tess), f"evaluations/{other.pk}/files", "a.pdf", PDF, **proof)[0] == 403
    assert hand_in_file(visitor(cast.priya), f"evaluations/{other.pk}/files", "a.pdf", PDF, **proof)[0] == 201
    assert hand_in_file(stranger, f"evaluations/{other.pk}/files", "b.pdf", PDF, **proof)[0] == 401


def test_questions_are_said_in_the_language_of_the_reader(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluation = begun(cast, now=utc_now())
    secret = linked(cast, evaluation, now=utc_now())
    monkeypatch.setattr("chalkline.rest.shapes.gettext", lambda text: f"<{text}>")
    for each in visitor().get(f"/api/v1/vendor-links/{secret}").json()["questions"]:
        assert all(text.startswith("<") for text in (each["question"], each["why"], *each["shown_by"]))
