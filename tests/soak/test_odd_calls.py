"""Odd input of every kind, at every page and every operation of the API, by everybody: never a fault of ours.

The world is full (a request decided, a use granted, a policy in force), so that ids lead somewhere. Each call is
rolled back, so that the next one meets the same world. CHALKLINE_SOAK_CALLS says how many each person makes.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from calling import caller
from cast import Cast
from chalkline.govern.committees.api import Committee
from chalkline.web.routes import Route, routes
from contract.rest.test_odd_input import OPERATIONS, anything, example_of
from deciding import item_put, meeting_called, open_with, ready_request, use_granted
from publishing import put_in_force, sample_policy
from visiting import visitor

CALLS = int(os.environ.get("CHALKLINE_SOAK_CALLS", "400"))
PEOPLE = ["", "sue", "dana", "priya", "carl", "sam", "ada", "paula", "tess", "nora", "bo", "fay", "otto"]
ADDRESSES = get_resolver().url_patterns  # loads every page
ROUTES = sorted(routes().values(), key=lambda each: each.address)
SOME_ID = "00000000-0000-4000-8000-000000000000"
ODD_PARTS = ["x", "2026-1", "%00", "..%2f", "٣", "a" * 300, "-1", "é", "%F0%9F%A7%91", SOME_ID]
ODD_VALUES = [
    "", " ", "\0", "-1", "0", "9" * 40, "1e999", "NaN", "2026-02-30", "9999-12-31", "0001-01-01", "=1+1", "<b>x</b>",
    "{}", "{x}", "%(x)s", "\u202e", "x" * 3000, "uc_lesson", "g35", "teacher", "approve", "for", "on", "[]", "null",
    "2026-12-01T10:00", "chatgpt", "S1", "\U0001f9d1\u200d\U0001f3eb", SOME_ID,
]  # fmt: skip
SEEN = settings(
    max_examples=CALLS, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink]
)


class World:
    """Ids that lead somewhere, and the fields that the forms of a page have."""

    def __init__(self, cast: Cast) -> None:
        self.granted = use_granted(cast)
        item = item_put(cast, meeting_called(cast, Committee.objects.get()))
        open_with(cast, item.meeting, "carl", "theo")
        ready_request(cast, "theo")
        bundle = put_in_force(sample_policy(timezone.localdate(), school=str(cast.juniper.pk)))
        bundle.prepared_by, bundle.activated_by = cast.dana.actor.id, cast.ada.actor.id
        bundle.save()
        self.ids: dict[str, list[str]] = {}
        for model in apps.get_models():
            if model.__module__.startswith("chalkline."):
                found = [str(each) for each in model._default_manager.values_list("pk", flat=True)[:20]]
                self.ids.setdefault(model.__name__.lower(), []).extend(found)
        self.every = sorted({each for found in self.ids.values() for each in found})[:300]
        self.fields: dict[str, list[str]] = {}

    def parts(self, parameter: str) -> st.SearchStrategy[str]:
        """A part of an address: mostly an id of the right kind, sometimes another one, sometimes nonsense."""
        kind = parameter.removesuffix("_id").replace("_", "")
        right = [each for name, found in self.ids.items() if name.endswith(kind) for each in found] or self.every
        return st.one_of(*[st.sampled_from(right)] * 3, st.sampled_from(self.every), st.sampled_from(ODD_PARTS))

    def fields_of(self, client: Client, address: str) -> list[str]:
        """What the forms at an address ask for."""
        if address not in self.fields:
            page = client.get(address)
            text = page.content.decode(errors="replace") if page.status_code == 200 and not page.streaming else ""
            self.fields[address] = sorted(
                set(re.findall(r'name="([\w.-]+)"', text)) | {"reason", "choice", "q", "page"}
            )
        return self.fields[address]


@pytest.fixture
def world(cast: Cast) -> World:
    return World(cast)


def address_of(draw: st.DrawFn, world: World, address: str, mark: str) -> str:
    return re.sub(mark, lambda found: draw(world.parts(found[1])), address)


@st.composite
def page_calls(draw: st.DrawFn, world: World) -> tuple[Route, str, str, dict[str, str], list[tuple[str, str]]]:
    route = draw(st.sampled_from(ROUTES))
    address = "/" + address_of(draw, world, route.address, r"<\w+:(\w+)>")
    method = draw(st.sampled_from(route.methods))
    values = st.one_of(st.sampled_from(ODD_VALUES), st.sampled_from(world.every), st.text(max_size=15))
    asked = {
        name: draw(values)
        for name in draw(st.lists(st.sampled_from(["q", "page", "sort", "lang", "tool"]), max_size=2))
    }
    fields = draw(st.lists(st.tuples(st.integers(0, 200), values), max_size=12))
    return route, address, method, asked, [(str(place), value) for place, value in fields]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PEOPLE, ids=lambda name: name or "stranger")
def test_no_page_fails_whatever_it_is_sent(cast: Cast, world: World, name: str) -> None:
    client = visitor(getattr(cast, name) if name else None)
    statuses: dict[int, int] = {}

    @SEEN
    @given(st.data())
    def send(data: st.DataObject) -> None:
        route, address, method, asked, drawn = data.draw(page_calls(world))
        with transaction.atomic():
            form: dict[str, list[str]] = {}
            if method == "POST":
                known = world.fields_of(client, address)
                for place, value in drawn:
                    form.setdefault(known[int(place) % len(known)], []).append(value)
            headers = {"hx-request": "true"} if len(drawn) % 3 == 1 else {}
            answer = client.generic(
                method, address, _form(form), content_type="application/x-www-form-urlencoded",
                query_params=asked, headers=headers,
            )  # fmt: skip
            statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
            assert answer.status_code < 500, (route.name, address, method, asked, form)
            transaction.set_rollback(True)

    send()
    print(
        f"\n{name or 'stranger'}: {sum(statuses.values())} calls of pages, by status {dict(sorted(statuses.items()))}"
    )


def _form(form: dict[str, list[str]]) -> bytes:
    pairs = [(name, value) for name, values in form.items() for value in values]
    return urlencode(pairs, errors="surrogatepass").encode()


def told(who: str, what: str, statuses: dict[int, int]) -> None:
    print(f"\n{who}: {sum(statuses.values())} calls of {what}, by status {dict(sorted(statuses.items()))}")


@st.composite
def api_calls(draw: st.DrawFn, world: World) -> tuple[str, str, bytes]:
    path, method, told = draw(st.sampled_from(OPERATIONS))
    address = address_of(draw, world, path, r"{(\w+)}").removeprefix("/api/v1")
    body: Any = example_of(told)
    if isinstance(body, dict):
        body = dict(body)
        ours = st.sampled_from(world.every)
        for field in draw(st.lists(st.sampled_from(sorted(body)), max_size=3)):
            body[field] = draw(st.one_of(anything, ours, st.sampled_from(ODD_VALUES)))
    else:
        body = draw(anything)
    return method.upper(), address, json.dumps(body).encode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in PEOPLE if name not in {"", "otto"}])  # who can have a token
def test_no_operation_fails_whatever_it_is_sent(cast: Cast, world: World, name: str) -> None:
    program = caller(getattr(cast, name), now=timezone.now())
    statuses: dict[int, int] = {}

    @SEEN
    @given(st.data())
    def send(data: st.DataObject) -> None:
        method, address, body = data.draw(api_calls(world))
        with transaction.atomic():
            answer = program(method, address, body)
            statuses[answer.status] = statuses.get(answer.status, 0) + 1
            assert answer.status < 500, (method, address, body)
            transaction.set_rollback(True)

    send()
    told(name, "the API", statuses)
