"""The district adds to the catalogue and corrects it, and what it said survives an update."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from cast import NOW, Cast
from chalkline.cli.main import chalkline
from chalkline.tools.register.api import correct_service, import_catalogue, known_service, shipped_catalogue
from expecting import problem
from visiting import visitor

JSON = {"content_type": "application/json"}
EXTENSION = "balacdifikbjpmebghecpchhlaidknag"


@pytest.fixture
def loaded(cast: Cast) -> Cast:
    import_catalogue(cast.dana.actor, shipped_catalogue(), now=NOW)
    return cast


def test_ids_and_names_are_added_on_a_page_and_stay(loaded: Cast) -> None:
    client = visitor(loaded.dana)
    assert b"Correct it" in client.get("/tools/poe/").content
    given = {"domains": "poe-for-schools.example\n", "aliases": "Acme Chat", "extension_ids": f"{EXTENSION}\n\n",
             "ai_scope": "core"}  # fmt: skip
    assert client.post("/tools/poe/catalogue/", given).status_code == 302
    import_catalogue(loaded.dana.actor, shipped_catalogue().read_bytes() + b"\n# newer\n", now=NOW)
    known = known_service("poe")
    assert known and known.extension_ids == (EXTENSION,) and known.aliases == ("Acme Chat",)
    assert "poe-for-schools.example" in known.domains and "poe.com" in known.domains
    shown = client.get("/tools/poe/catalogue/").content.decode()
    assert EXTENSION in shown and "Acme Chat" in shown
    client.post("/tools/poe/catalogue/", {**given, "extension_ids": ""})
    assert known_service("poe").extension_ids == ()  # type: ignore[union-attr]  # it is there


def test_an_id_leads_to_one_service(loaded: Cast) -> None:
    correct_service(loaded.dana.actor, "poe", {"extension_ids": [EXTENSION], "aliases": ["Acme Chat"]}, now=NOW)
    for changes in ({"extension_ids": [EXTENSION.upper()]}, {"aliases": ["acme-chat"]}):
        with problem("tools.id_taken"):
            correct_service(loaded.dana.actor, "claude", changes, now=NOW)
    with problem("tools.correction_unclear"):
        correct_service(loaded.dana.actor, "claude", {"extension_ids": ["x" * 999]}, now=NOW)
    answer = visitor(loaded.dana).post("/tools/claude/catalogue/", {"extension_ids": EXTENSION, "ai_scope": "core"})
    assert answer.status_code == 200 and b"already belongs to" in answer.content


def test_a_service_nobody_lists_is_added(loaded: Cast) -> None:
    client = visitor(loaded.dana)
    given = {"name": "Owl Tutor", "domains": "owltutor.example", "vendor": "Owl", "ai_scope": "core"}
    assert client.post("/discover/services/new/", given)["Location"] == "/tools/owl-tutor/"
    assert client.post("/discover/services/new/", given).status_code == 200, "it is there already"
    assert client.post("/discover/services/new/", {**given, "name": ""}).status_code == 200


@pytest.mark.parametrize("path", ["/tools/poe/catalogue/", "/discover/services/new/"])
def test_only_those_who_keep_the_catalogue_may(loaded: Cast, path: str) -> None:
    assert visitor(loaded.tess).get(path).status_code in (403, 404)
    assert b"Correct it" not in visitor(loaded.tess).get("/tools/poe/").content
    assert visitor(loaded.dana).get("/tools/no-such/catalogue/").status_code == 404


def test_the_same_through_the_api_and_the_terminal(loaded: Cast) -> None:
    dana, tess = visitor(loaded.dana), visitor(loaded.tess)
    at = "/api/v1/services/poe"
    assert tess.get(at).status_code == tess.post(f"{at}/correct", {"aliases": ["X"]}, **JSON).status_code == 403
    assert dana.post(f"{at}/correct", {"aliases": ["Acme Chat"], "nonsense": 1}, **JSON).status_code == 422
    told = dana.post(f"{at}/correct", {"aliases": ["Acme Chat"]}, **JSON).json()
    assert told["aliases"] == ["Acme Chat"] and "poe.com" in told["domains"]
    made = dana.post("/api/v1/services", {"name": "Owl Tutor", "domains": ["owltutor.example"]}, **JSON)
    assert (made.status_code, made.json()["id"]) == (201, "owl-tutor")
    typed = ["discover", "correct", "poe", "--alias", "Acme Two", "--extension-id", EXTENSION]
    email = loaded.dana.person.email
    assert CliRunner().invoke(chalkline, [*typed, "--as", email], catch_exceptions=False).exit_code == 0
    known = known_service("poe")
    assert known and known.aliases == ("Acme Chat", "Acme Two") and known.extension_ids == (EXTENSION,)
