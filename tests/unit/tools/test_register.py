"""The catalogue and the register: what a district corrects stays, and a tool is found however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cast import NOW, Cast
from chalkline.ledger.api import history_of
from chalkline.tools.register.api import (
    AiScope,
    add_service,
    app_matcher,
    catalogue_in_force,
    correct_service,
    host_matcher,
    import_catalogue,
    known_service,
    known_services,
    name_models,
    register_tool,
    search_tools,
    tool_by_slug,
)
from chalkline.tools.register.models import Catalogue, Service, Tool
from expecting import problem

CATALOGUE = Path(__file__).resolve().parents[3] / "src" / "chalkline" / "law" / "vocabulary" / "ai_catalog.yaml"


def small(version: int = 1, **changes: object) -> bytes:
    claude = {
        "id": "claude", "name": "Claude", "vendor": "Anthropic", "domains": ["claude.ai"], "ai_scope": "core",
        "oauth_app_name_patterns": ["(?i)^Claude$"], "category": "chatbot", "k12_specific": False, "source": ["x"],
    }  # fmt: skip
    canva = {"id": "canva", "name": "Canva", "domains": ["canva.com"], "ai_scope": "feature", "category": "image"}
    return yaml.safe_dump({"version": version, "services": [{**claude, **changes}, canva]}).encode()


@pytest.fixture
def whole(cast: Cast) -> Cast:
    """The cast, with the real catalogue loaded."""
    import_catalogue(cast.dana.actor, CATALOGUE, now=NOW)
    return cast


def test_the_whole_catalogue_comes_in_and_a_second_time_changes_nothing(whole: Cast) -> None:
    entries = yaml.safe_load(CATALOGUE.read_text())["services"]
    assert Service.objects.count() == len(entries)
    assert {each.ai_scope for each in known_services()} == {AiScope.CORE, AiScope.FEATURE}
    import_catalogue(whole.ada.actor, CATALOGUE, now=NOW)
    assert Catalogue.objects.count() == 1


def test_what_the_district_corrected_survives_a_newer_catalogue(cast: Cast) -> None:
    import_catalogue(cast.dana.actor, small(1), now=NOW)
    correct_service(
        cast.dana.actor,
        "claude",
        {
            "domains": ["https://www.claude-for-school.example/"],
            "client_ids": ["77.Apps.Example"],
            "name": "Claude EDU",
        },
        now=NOW,
    )
    import_catalogue(cast.dana.actor, small(2, name="Claude 2", vendor="Anthropic PBC"), now=NOW)
    known = known_service("claude")
    assert known and known.name == "Claude EDU" and known.vendor == "Anthropic PBC"
    assert known.domains == ("claude.ai", "claude-for-school.example")
    assert app_matcher(known_services()).service_of("whatever it is called", "77.apps.example") == "claude"


def test_a_domain_the_catalogue_gives_wrongly_can_be_taken_away(cast: Cast) -> None:
    import_catalogue(cast.dana.actor, small(), now=NOW)
    correct_service(cast.dana.actor, "claude", {"not_domains": ["claude.ai"]}, now=NOW)
    assert host_matcher(known_services()).service_of("claude.ai") is None


def test_a_service_that_left_the_catalogue_is_kept_for_the_records_that_name_it(cast: Cast) -> None:
    import_catalogue(cast.dana.actor, small(1), now=NOW)
    import_catalogue(cast.dana.actor, small(2, id="claude-next", domains=["next.example"]), now=NOW)
    assert not Service.objects.get(slug="claude").is_listed
    assert Service.objects.get(slug="canva").catalogue_version == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"just text", b"services: []", b"version: 1\nservices: [{id: 'A B'}]", b"{" * 5000],
    ids=["empty", "binary", "text", "no version", "bad id", "braces"],
)
def test_a_file_that_is_no_catalogue_changes_nothing(cast: Cast, content: bytes) -> None:
    import_catalogue(cast.dana.actor, small(), now=NOW)
    with problem("tools.catalogue_unreadable"):
        import_catalogue(cast.dana.actor, content, now=NOW)
    assert Service.objects.count() == 2


def test_a_pattern_that_could_run_away_and_a_domain_given_twice_are_refused(cast: Cast) -> None:
    with problem("tools.catalogue_unreadable"):
        import_catalogue(cast.dana.actor, small(oauth_app_name_patterns=["(?=a)b"]), now=NOW)
    with problem("tools.catalogue_unreadable"):
        import_catalogue(cast.dana.actor, small(domains=["canva.com"]), now=NOW)
    assert catalogue_in_force() is None


def test_an_older_catalogue_is_refused(cast: Cast) -> None:
    import_catalogue(cast.dana.actor, small(3), now=NOW)
    with problem("tools.catalogue_older"):
        import_catalogue(cast.dana.actor, small(2), now=NOW)


@pytest.mark.parametrize("who", ["tess", "priya", "bo", "nora", "otto"])
def test_only_those_who_run_the_audit_change_the_catalogue(cast: Cast, who: str) -> None:
    actor = getattr(cast, who).actor
    with problem("not_allowed"):
        import_catalogue(actor, small(), now=NOW)
    with problem("not_allowed"):
        correct_service(actor, "claude", {"name": "Mine"}, now=NOW)


def test_a_domain_leads_to_one_service(cast: Cast) -> None:
    import_catalogue(cast.dana.actor, small(), now=NOW)
    with problem("tools.domain_taken"):
        correct_service(cast.dana.actor, "canva", {"domains": ["claude.ai"]}, now=NOW)
    added = add_service(cast.dana.actor, "Maple Tutor", ["maple.example"], now=NOW)
    assert host_matcher(known_services()).service_of("app.maple.example") == added.slug == "maple-tutor"
    with problem("tools.service_exists"):
        add_service(cast.dana.actor, "Maple  Tutor", ["other.example"], now=NOW)


@pytest.mark.parametrize("changes", [{"domains": ["no dots"]}, {"ai_scope": "some"}, {"colour": "red"}, {"name": " "}])
def test_an_unclear_correction_is_refused(cast: Cast, changes: dict[str, object]) -> None:
    import_catalogue(cast.dana.actor, small(), now=NOW)
    with problem("tools.correction_unclear"):
        correct_service(cast.dana.actor, "claude", changes, now=NOW)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("chat gpt", "chatgpt"), ("ChatGTP", "chatgpt"), ("chatgpt 4", "chatgpt"), ("magic school", "magicschool"),
        ("majicschool", "magicschool"), ("MagicSchool.ai", "magicschool"), ("School AI", "schoolai"),
        ("notebook lm", "notebooklm"), ("https://chat.openai.com/c/1", "chatgpt"), ("gemini.google.com", "gemini"),
        ("kahoot", "kahoot"), ("Quil bot", "quillbot"), ("co grader", "cograder"),
    ],
)  # fmt: skip
def test_a_tool_is_found_as_people_write_it(whole: Cast, text: str, slug: str) -> None:
    assert search_tools(whole.tess.actor, text)[0].slug == slug


@pytest.mark.parametrize("text", ["", "   ", "q8x7zz", "%%%", "x" * 5000])
def test_nothing_is_found_where_nothing_is_meant(whole: Cast, text: str) -> None:
    assert search_tools(whole.tess.actor, text) == []


def test_a_registered_tool_comes_before_a_service_that_is_as_near(whole: Cast) -> None:
    register_tool(whole.tess.actor, "Pine Reader", vendor="Pine", now=NOW)
    assert [each.registered for each in search_tools(whole.tess.actor, "pine reader")] == [True]
    register_tool(whole.tess.actor, "magicschool", now=NOW)
    assert search_tools(whole.theo.actor, "magic school")[0].registered


@pytest.mark.parametrize("written", ["magicschool", "Magic School", "MAGICSCHOOL", "https://app.magicschool.ai/x"])
def test_however_it_is_written_it_is_registered_once(whole: Cast, written: str) -> None:
    first = register_tool(whole.tess.actor, written, now=NOW)
    again = register_tool(whole.theo.actor, "magicschool", now=NOW)
    assert first == again and first.slug == "magicschool" and first.service_id == "magicschool"
    assert Tool.objects.count() == 1
    assert len(history_of("tool", "magicschool")) == 1


def test_a_tool_no_catalogue_knows_can_be_registered_once(cast: Cast) -> None:
    first = register_tool(cast.tess.actor, "Ms. Núñez’s Bot", vendor=" Home-made ", now=NOW)
    assert register_tool(cast.theo.actor, "ms nunezs bot", now=NOW) == first
    assert first.vendor == "Home-made" and tool_by_slug(first.slug) == first
    for empty in ("", "  ", "!!!", "x" * 500):
        with problem("tools.name_missing"):
            register_tool(cast.tess.actor, empty, now=NOW)


def test_only_those_who_run_the_gateway_name_models(cast: Cast) -> None:
    tool = register_tool(cast.tess.actor, "District Assistant", now=NOW)
    with problem("not_allowed"):
        name_models(cast.tess.actor, tool, ["m"], now=NOW)
    named = name_models(cast.dana.actor, tool, [" small ", "small", "large", ""], now=NOW)
    assert named.model_names == ["large", "small"]
    with problem("tools.models_unclear"):
        name_models(cast.dana.actor, tool, ["x" * 121], now=NOW)
