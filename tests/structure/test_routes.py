"""Every page says who it is for, and the golden matrix shows who gets in.

Write it anew with GOLDEN=write and read the difference. Pages without arguments are really asked for, by
everyone the door lets in and by the first it does not; of the others the matrix shows whether the door opens
("in") or not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from cast import Cast, Member
from chalkline.people.api import VISITOR, Actor, roles_to_show
from chalkline.rulebook.grounding import ADDRESS
from chalkline.web.routes import Route, route_of, routes
from chalkline.web.sign_in import KEPT, not_here
from expecting import problem
from visiting import visitor

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "routes.txt"
# One of the cast for each role, in the order in which they answer for things.
PEOPLE = ["sue", "dana", "priya", "carl", "sam", "ada", "paula", "tess", "nora", "bo", "fay", "otto"]
ADDRESSES = get_resolver().url_patterns  # loads every page


def patterns(inside: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in inside:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern), each


def test_every_address_is_a_declared_page_or_part_of_a_known_door() -> None:
    for address, pattern in patterns(ADDRESSES):
        if address.startswith("api/v1/"):
            continue  # the API's door: every operation there has authentication, tested with it
        if address == ADDRESS.removeprefix("/"):
            continue  # the gateway's door: every message is signed, tested with it
        if address.startswith("accounts/"):
            assert pattern.name in KEPT or pattern.callback is not_here, address
            continue
        assert route_of(pattern.callback), f"{address} was not declared with @page"


@pytest.mark.parametrize("route", [each for each in routes().values() if not each.public], ids=lambda each: each.name)
def test_a_stranger_is_sent_to_sign_in_whatever_is_asked_for(route: Route) -> None:
    request = RequestFactory().generic(route.methods[0], f"/{route.address}")
    request.actor = VISITOR  # type: ignore[attr-defined]
    with problem("sign_in_needed"):
        route.view(request)


def test_a_method_that_was_not_declared_is_refused() -> None:
    for route in routes().values():
        unheard = next(each for each in ("DELETE", "PUT") if each not in route.methods)
        request = RequestFactory().generic(unheard, f"/{route.address}")
        request.actor = VISITOR  # type: ignore[attr-defined]
        assert route.view(request).status_code == 405


def door(route: Route, actor: Actor) -> str:
    """Whether the declared permission lets this actor in at all."""
    if route.public or actor.could(route.permission):
        return "in"
    return "302" if actor.is_visitor else "403"


def picture(cast: Cast) -> str:
    people: dict[str, Member | None] = {"-": None, **{name: getattr(cast, name) for name in PEOPLE}}
    clients = {name: visitor(member) for name, member in people.items()}
    actors = {name: member.actor if member else VISITOR for name, member in people.items()}
    heads = {name: next(iter(roles_to_show(actors[name].holdings)), "nobody") for name in people} | {"-": "stranger"}
    lines = []
    for route in sorted(routes().values(), key=lambda each: each.address):
        cells, refused = [], set[str]()
        for name in people:
            told = door(route, actors[name])
            if "GET" in route.methods and "<" not in route.address and told not in refused:
                told = str(clients[name].get(f"/{route.address}").status_code)
                refused.add(told)
            cells.append(told)
        methods = "+".join(method for method in route.methods if method != "HEAD")
        lines.append((f"/{route.address}", methods, route.permission or "public", *cells))
    rows = [("address", "methods", "permission", *(f"{heads[name]}" for name in people)), *lines]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    padded = ("  ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in padded) + "\n"


@pytest.mark.django_db
def test_who_gets_in_changes_only_in_sight(cast: Cast, settings: object) -> None:
    made = picture(cast)
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(made)
    assert GOLDEN.read_text() == made
