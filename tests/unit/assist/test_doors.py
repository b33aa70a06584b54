"""Pages, files and the API: the desk end to end, and nothing of what is not live through any door."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from assisting import TODAY, about, approved, communications, completion, days, gateway
from cast import NOW, Cast
from chalkline.assist.drafts.models import Draft, Question
from chalkline.assist.library.api import Term, add_answer
from visiting import visitor

LATE = "Wait at the stop for 15 minutes after the planned time."


def nora(cast: Cast) -> Client:
    return visitor(communications(cast))


def test_the_desk_from_question_to_sent(cast: Cast) -> None:
    client = nora(cast)
    approved(cast, LATE, title="If the bus is late")
    asked = client.post(
        "/assist/", {"text": "How long do we wait at the stop when the bus is late?", "asker": "family"}
    )
    page = client.get(asked["location"])
    assert LATE in page.content.decode() and "As in the source" in page.content.decode()
    question = Question.objects.get()
    reply = question.drafts.get().text
    refused = client.post(asked["location"], {"do": "accept", "reply": reply.replace("15", "45")})
    assert "not borne out" in refused.content.decode() and "45 minutes" in refused.content.decode()
    client.post(asked["location"], {"do": "accept", "reply": reply})
    client.post(asked["location"], {"do": "sent"})
    question.refresh_from_db()
    assert question.state == "sent"
    assert client.get("/assist/asked/").status_code == client.get("/assist/gaps/").status_code == 200


def test_a_newsletter_is_written_with_the_model_and_what_failed_is_shown(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = nora(cast)
    approved(cast, LATE, title="If the bus is late")
    said = [{"question": 1, "text": text, "passage": 1, "quote": LATE} for text in (LATE, "Rosa Klein drives.")]
    with gateway(completion(json.dumps({"sentences": said}))) as known:
        for module in ("asking_model", "api"):
            monkeypatch.setattr(f"chalkline.assist.drafts.{module}.model_settings", lambda: known)
        for page in ("desk", "newsletters"):
            monkeypatch.setattr(f"chalkline.web.pages.assist.{page}.model_settings", lambda: known)
        assert "Draft with the model" in client.get("/assist/newsletters/").content.decode()
        asked = {
            "title": "Buses",
            "points": "How long do we wait at the stop when the bus is late?",
            "audience": "public",
            "model": "yes",
        }
        begun = client.post("/assist/newsletters/", asked)
    page = client.get(begun["location"]).content.decode()
    assert "One sentence the model wrote is not used" in page and "<s>Rosa Klein drives.</s>" in page
    draft = Draft.objects.get()
    draft = Draft.objects.get()
    assert draft.mode == "model" and LATE in draft.text and "Rosa" not in draft.text
    refused = client.post(begun["location"], {"do": "accept", "reply": f"{draft.text}\n\nRosa Klein drives."})
    assert "not borne out" in refused.content.decode()
    client.post(begun["location"], {"do": "accept", "reply": draft.text})
    assert Draft.objects.get().accepted_by_id == cast.nora.person.pk


def test_a_question_is_asked_again_when_it_says_nothing(cast: Cast) -> None:
    said = nora(cast).post("/assist/", {"text": " ", "asker": "family"}).content.decode()
    assert "Write or paste the question" in said


def test_script_in_a_document_and_in_a_question_stays_text(cast: Cast) -> None:
    client = nora(cast)
    approved(cast, "Wait <script>alert(1)</script> at the bus stop for a while.", title="Waiting <b>here</b>")
    asked = client.post("/assist/", {"text": "<img src=x onerror=alert(1)> wait bus stop?", "asker": "family"})
    said = client.get(asked["location"]).content.decode()
    assert "<script>alert" not in said and "<img src=x" not in said and "<b>here" not in said


@pytest.mark.parametrize("ended", [True, False])
def test_what_is_not_live_is_behind_no_door(cast: Cast, ended: bool) -> None:
    nora(cast)
    if ended:
        term = Term(TODAY - days(90), TODAY - days(60), TODAY - days(30))
        with_past = NOW - days(80)
        from assisting import settled
        from chalkline.assist.library.api import approve_version

        version = add_answer(cast.ada.actor, about(cast, "Zeppelins"), "Zeppelin dawn.", now=with_past)
        approve_version(cast.carl.actor, version, term, now=with_past)
        settled(with_past)
    else:
        version = add_answer(cast.ada.actor, about(cast, "Zeppelins"), "Zeppelin dawn.", now=NOW)
    reader, keeper = visitor(cast.tess), visitor(cast.ada)
    for client in (reader, keeper, nora(cast)):
        assert "dawn" not in client.get("/assist/find/?q=zeppelin").content.decode()
        assert "dawn" not in json.dumps(client.get("/api/v1/library/find?words=zeppelin").json())
        assert client.get("/api/v1/library").json()["items"] == []
    assert "Zeppelins" not in reader.get("/assist/library/?table=documents&as=csv").content.decode()
    assert reader.get(f"/assist/library/{version.document_id}/").status_code == 404
    assert reader.get(f"/assist/library/files/{version.pk}/").status_code == 404
    assert keeper.get(f"/assist/library/{version.document_id}/").status_code == 200


def test_the_api_takes_drafts_accepts_and_says_what_fails(cast: Cast) -> None:
    client = nora(cast)
    approved(cast, LATE, title="If the bus is late")
    body = {"text": "How long do we wait at the stop when the bus is late?"}
    made = client.post("/api/v1/questions", body, content_type="application/json")
    assert made.status_code == 201 and made.json()["sentences"][0]["standing"] == "holds"
    address = f"/api/v1/questions/{made.json()['id']}"
    bad = client.post(f"{address}/accept", {"reply": "Wait for 45 minutes."}, content_type="application/json")
    assert (bad.status_code, bad.json()["code"]) == (409, "questions.sentences_unread")
    done = client.post(f"{address}/accept", {"reply": made.json()["draft"]}, content_type="application/json")
    assert done.json()["state"] == "accepted"
    assert client.post(f"{address}/sent", {}, content_type="application/json").json()["state"] == "sent"
    assert visitor(cast.tess).get(address).status_code == 404
    assert visitor(cast.paula).get(address).status_code == 404


def test_the_file_is_saved_never_shown(cast: Cast) -> None:
    version = approved(cast, LATE, title="If the bus is late")
    answer = visitor(cast.ada).get(f"/assist/library/files/{version.pk}/")
    assert (
        answer["content-disposition"].startswith("attachment") and answer["content-type"] == "application/octet-stream"
    )


def test_today_brings_what_waits(cast: Cast) -> None:
    nora(cast)
    add_answer(cast.ada.actor, about(cast, "Snow days"), "Schools close at noon.", now=NOW)
    waits = "“Snow days” waits for approval"
    assert waits in visitor(cast.carl).get("/").content.decode()
    assert waits not in visitor(cast.ada).get("/").content.decode()
