"""Roles and tools through the API: one door for both, and no way around it."""

from __future__ import annotations

from cast import Cast
from visiting import visitor

JSON = {"content_type": "application/json"}


def test_roles_are_given_and_ended_by_others_and_never_from_below(cast: Cast) -> None:
    sue, dana = visitor(cast.sue), visitor(cast.dana)
    theo, at = str(cast.theo.person.pk), f"/api/v1/people/{cast.theo.person.pk}/roles"
    assert [each["id"] for each in sue.get("/api/v1/people?q=theo").json()["items"]] == [theo]
    assert visitor(cast.tess).post(at, {"role": "dpo"}, **JSON).status_code == 403
    own = f"/api/v1/people/{cast.dana.person.pk}/roles"
    assert dana.post(own, {"role": "supt"}, **JSON).json()["code"] == "people.own_role"
    assert dana.post(at, {"role": "supt"}, **JSON).json()["code"] == "people.not_yours_to_give"
    assert dana.post(at, {"role": "emperor"}, **JSON).status_code == 422
    assert dana.post(at, {"role": "principal", "school_id": theo}, **JSON).status_code == 404
    given = dana.post(at, {"role": "principal", "school_id": str(cast.alder.pk)}, **JSON).json()
    assert given["role_name"] == "Principal" and given["is_held"]
    assert sue.post(f"/api/v1/roles/{given['id']}/end", **JSON).json()["is_held"] is False
    sues = next(each for each in sue.get(f"/api/v1/people/{cast.sue.person.pk}/roles").json() if each["role"] == "supt")
    assert dana.post(f"/api/v1/roles/{sues['id']}/end", **JSON).json()["code"] == "people.above_you"
    assert visitor(cast.tess).get(f"/api/v1/people/{cast.kim.person.pk}/roles").status_code == 404


def test_a_tool_is_registered_by_anybody_who_works_here_and_its_models_by_few(cast: Cast) -> None:
    tess, dana = visitor(cast.tess), visitor(cast.dana)
    made = tess.post("/api/v1/tools", {"tool": "Poem Helper", "vendor": "Verse Inc."}, **JSON)
    assert made.status_code == 201 and made.json()["id"] == "poem-helper"
    assert tess.post("/api/v1/tools", {"tool": "poem helper"}, **JSON).json()["id"] == "poem-helper"
    assert tess.put("/api/v1/tools/poem-helper/models", {"models": ["stub-small"]}, **JSON).status_code == 403
    named = dana.put("/api/v1/tools/poem-helper/models", {"models": ["stub-small", "stub-small"]}, **JSON)
    assert named.json()["models"] == ["stub-small"]
