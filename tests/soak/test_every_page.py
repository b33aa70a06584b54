"""Every page of the sample year that a link leads to, opened by the people it is for and held to what holds for all.

Axe with every tag, no sideways scrolling, one first heading, nothing that failed; at a phone's width and at a desk's,
in English and in Spanish, light and dark taken in turn. One page of each kind a person, so that it ends; it prints the
kinds no link led to.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Error

from chalkline.web.routes import routes
from journeys.browsing import DESK, PHONE, Visit, visit
from journeys.district import District, sample_district

PEOPLE = [
    "Summer Pérez", "João Patel", "Itzel Snow", "Mia Bennett", "Yusuf Okafor", "Brianna Kim", "Niamh Zúñiga",
    "James Vázquez", "Anders Yazzie", "Rosalind Ames", "Elena Duarte", "Ines Holm",
]  # fmt: skip
NOT_PAGES = re.compile(
    r"\.(csv|xlsx|pdf|docx|ics|json|zip|txt|png|svg)$|/download|/export|/sign-out|/demo/|^/static/|/file/"
)
LOOKS = [
    {"viewport": PHONE, "color_scheme": "light", "locale": "en-US"},
    {"viewport": DESK, "color_scheme": "dark", "locale": "es-US"},
    {"viewport": PHONE, "color_scheme": "dark", "locale": "es-US"},
    {"viewport": DESK, "color_scheme": "light", "locale": "en-US"},
]


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[District]:
    with sample_district(tmp_path_factory.mktemp("every"), shared) as made:
        yield made


def kind_of(path: str) -> str:
    """The name of the page behind an address, "" for none."""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""


def links_of(person: Visit) -> list[str]:
    """The addresses of ours that the page links to, the parts of its forms that only ask included."""
    found: list[str] = person.page.eval_on_selector_all(
        "a[href]", "(all) => all.map((each) => each.href.baseVal ?? each.href)"
    )
    split = [urlsplit(each.removeprefix(person.url)) for each in found if each.startswith((person.url, "/"))]
    return [parts.path + (f"?{parts.query}" if parts.query else "") for parts in split]


def walk(person: Visit, most: int, faults: list[str]) -> set[str]:
    """Follow links from Today, one page of each kind. The kinds that were seen."""
    waiting, seen, known = deque(["/"]), set[str](), {"/"}
    while waiting and len(seen) < most:
        path = waiting.popleft()
        name = kind_of(path.split("?")[0])
        if not name or name in seen or NOT_PAGES.search(path.split("?")[0]):
            continue
        seen.add(name)
        try:
            person.open(path)
            if person.page.evaluate("document.contentType") != "text/html":
                continue
            person.check()
        except (AssertionError, Error) as fault:
            if "Download is starting" in str(fault):
                continue
            faults.append(f"{name} {path}: {str(fault)[:1500]}")
            for each in (person.stopped, person.faults, person.elsewhere):
                each.clear()
        for link in links_of(person):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return seen


def test_every_page_is_for_everybody(browser: Browser, district: District) -> None:
    faults: list[str] = []
    seen: set[str] = set()
    for turn, name in enumerate(PEOPLE):
        person = visit(browser, district.url, **LOOKS[turn % len(LOOKS)])
        person.sign_in_as(name)
        found = walk(person, int(os.environ.get("PAGES", "400")), faults)
        print(f"{name}: {len(found)} pages, {len(faults)} faults so far", flush=True)
        seen |= found
        person.context.close()
    everywhere = {each.name for each in routes().values() if "GET" in each.methods}
    print(f"{len(seen)} of {len(everywhere)} kinds of page; no link led to: {', '.join(sorted(everywhere - seen))}")
    assert not faults, "\n".join(faults)
