"""A newer catalogue and what the district said: nothing of ours is lost, what disagrees is settled by a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.tools.register.api import (
    add_service,
    as_csv,
    as_yaml,
    correct_service,
    corrections,
    import_catalogue,
    known_service,
    known_services,
    open_conflicts,
    read_corrections,
    settle_conflict,
    take_corrections,
)
from chalkline.tools.register.merging import Held, conflicts, merged
from chalkline.tools.register.queries import host_matcher
from expecting import problem


def catalogue(version: int, *services: dict[str, Any]) -> bytes:
    return yaml.safe_dump({"version": version, "generated": "2026-11-01", "services": list(services)}).encode()


def service(slug: str, *domains: str, **more: str) -> dict[str, Any]:
    return {"id": slug, "name": more.pop("name", slug.title()), "domains": list(domains), **more}


@pytest.fixture
def first(cast: Cast) -> Cast:
    import_catalogue(cast.dana.actor, catalogue(1, service("alpha", "alpha.ai"), service("beta", "beta.ai")), now=NOW)
    return cast


def test_what_only_one_side_changed_needs_nobody(first: Cast) -> None:
    me = first.dana.actor
    correct_service(
        me, "alpha", {"vendor": "Ours", "domains": ["alpha-school.example"], "client_ids": ["77.Apps"]}, now=NOW
    )
    correct_service(me, "beta", {"extension_ids": ["ABCDEF"], "not_domains": ["beta.ai"]}, now=NOW)
    import_catalogue(
        me,
        catalogue(
            2, service("alpha", "alpha.ai", "alpha2.ai", name="Alpha Pro"), service("beta", "beta.ai", "b.example")
        ),
        now=NOW,
    )
    alpha, beta = known_service("alpha"), known_service("beta")
    assert alpha and beta and not open_conflicts(me)
    assert (alpha.name, alpha.vendor, alpha.client_ids) == ("Alpha Pro", "Ours", ("77.apps",))
    assert alpha.domains == ("alpha.ai", "alpha2.ai", "alpha-school.example")
    assert beta.domains == ("b.example",) and beta.extension_ids == ("abcdef",)


@pytest.mark.parametrize("keep", [True, False], ids=["ours", "theirs"])
def test_where_both_changed_a_person_says_which_counts(first: Cast, keep: bool) -> None:
    me = first.dana.actor
    correct_service(me, "alpha", {"name": "Alfa"}, now=NOW)
    import_catalogue(
        me, catalogue(2, service("alpha", "alpha.ai", name="Alpha Pro"), service("beta", "beta.ai")), now=NOW
    )
    (found,) = open_conflicts(me)
    assert (found.slug, found.field, found.before, found.ours, found.theirs) == (
        "alpha", "name", "Alpha", "Alfa", "Alpha Pro",
    )  # fmt: skip
    settle_conflict(me, "alpha", "name", keep_ours=keep, now=NOW)
    alpha = known_service("alpha")
    assert alpha and alpha.name == ("Alfa" if keep else "Alpha Pro") and not open_conflicts(me)
    with problem("tools.no_such_conflict"):
        settle_conflict(me, "alpha", "name", keep_ours=keep, now=NOW)
    import_catalogue(
        me, catalogue(3, service("alpha", "alpha.ai", name="Alpha X"), service("beta", "beta.ai")), now=NOW
    )
    assert bool(open_conflicts(me)) is keep, "another change of mind is another question"


@pytest.mark.parametrize("keep", [True, False], ids=["ours", "theirs"])
def test_a_domain_leads_to_one_service_whoever_gave_it(first: Cast, keep: bool) -> None:
    me = first.dana.actor
    correct_service(me, "alpha", {"domains": ["shared.example"]}, now=NOW)
    update = catalogue(2, service("alpha", "alpha.ai"), service("beta", "beta.ai", "shared.example"))
    import_catalogue(me, update, now=NOW)
    assert host_matcher(known_services()).service_of("x.shared.example") == "alpha", "until it is settled, ours counts"
    (found,) = open_conflicts(me)
    settle_conflict(me, found.slug, found.field, keep_ours=keep, now=NOW)
    assert host_matcher(known_services()).service_of("x.shared.example") == ("alpha" if keep else "beta")
    assert not open_conflicts(me)


def test_a_service_of_ours_that_the_catalogue_now_ships_keeps_what_we_said(first: Cast) -> None:
    me = first.dana.actor
    add_service(me, "Gamma", ["gamma.example"], vendor="Local maker", now=NOW)
    update = (
        service("alpha", "alpha.ai"),
        service("beta", "beta.ai"),
        service("gamma", "gamma.ai", vendor="Gamma Inc"),
    )
    import_catalogue(me, catalogue(2, *update), now=NOW)
    gamma = known_service("gamma")
    assert gamma and gamma.vendor == "Local maker" and set(gamma.domains) == {"gamma.ai", "gamma.example"}
    assert [(each.field, each.theirs) for each in open_conflicts(me)] == [("vendor", "Gamma Inc")]


@pytest.mark.parametrize("write", [as_csv, as_yaml], ids=["CSV", "YAML"])
def test_what_we_say_goes_out_and_comes_in_alike(first: Cast, write: Any) -> None:
    me = first.dana.actor
    correct_service(me, "alpha", {"domains": ["a.example", "b.example"], "aliases": ["Alf", "The alpha"]}, now=NOW)
    add_service(me, "Delta, the tutor", ["delta.example"], now=NOW)
    text = write(corrections(me))
    before = known_services()
    assert take_corrections(me, read_corrections(text.encode()), now=NOW) == 0, "it says what is so already"
    assert known_services() == before
    new = read_corrections(text.replace("delta", "epsilon").replace("Delta", "Epsilon").encode())
    assert take_corrections(me, new, now=NOW) == 1
    assert host_matcher(known_services()).service_of("www.epsilon.example") == "epsilon-the-tutor"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"service\n", b"name,colour\nx,red\n", b"service,domains\nalpha,not a host\n", b"\xff\xfe\x00",
        b"services: 3\n",
        b"services:\n- {service: alpha, domains: [1]}\n", b"services: &a [*a]\n", b"service,ai_scope\nalpha,some\n",
        b"service,domains\nalpha,a.example,b,c\n", b'service,name\n"alpha,x\n',
    ],
)  # fmt: skip
def test_a_file_that_is_none_changes_nothing(first: Cast, content: bytes) -> None:
    before = known_services()
    with problem("tools.corrections_unreadable"):
        take_corrections(first.dana.actor, read_corrections(content), now=NOW)
    assert known_services() == before


def test_a_row_that_cannot_be_taken_takes_the_whole_file_with_it(first: Cast) -> None:
    before = known_services()
    rows = read_corrections(b"service,domains\nalpha,new.example\nbeta,alpha.ai\n")
    with problem("tools.domain_taken"):
        take_corrections(first.dana.actor, rows, now=NOW)
    assert known_services() == before
    with problem("not_allowed"):
        take_corrections(first.tess.actor, rows, now=NOW)


WORDS = st.sampled_from(["A", "B", "C"])


@given(WORDS, WORDS, WORDS)
def test_three_ways_to_say_a_name(base: str, ours: str, shipped: str) -> None:
    held = Held("x", {"name": shipped, "domains": []}, {"name": ours}, {"name": base})
    found = conflicts([held])
    assert bool(found) == (shipped not in (base, ours))
    again = Held("x", held.shipped, held.ours, merged(held))
    assert conflicts([again]) == found and (ours != shipped or merged(held)["name"] == ours)


def test_the_shipped_catalogue_updates_over_itself(cast: Cast) -> None:
    path = Path(__file__).resolve().parents[3] / "src/chalkline/law/vocabulary/ai_catalog.yaml"
    import_catalogue(cast.dana.actor, path, now=NOW)
    before = known_services()
    newer = path.read_text().replace("version: 1\n", "version: 2\n", 1)
    import_catalogue(cast.dana.actor, newer.encode(), now=NOW)
    assert known_services() == before and not open_conflicts(cast.dana.actor)
