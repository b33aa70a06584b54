"""Components say what they are given, escape what people typed, and carry what screen readers need."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

import pytest
from django.test import RequestFactory

import chalkline.web
from cast import Cast
from chalkline.kernel.sentences import Sentence
from journeys.gallery.urls import drawn
from visiting import visitor

COMPONENTS = Path(chalkline.web.__file__).parent / "templates" / "components"
GALLERY = Path(__file__).parents[2] / "journeys" / "gallery" / "templates" / "gallery.html"
DOCS = Path(__file__).parents[3] / "docs" / "reference" / "components.md"
NASTY = '<script>alert(1)</script> & Tess\'s "plan"'


def names() -> list[str]:
    return sorted(path.stem.replace("_", "-") for path in COMPONENTS.glob("*.html"))


@pytest.mark.parametrize("name", names())
def test_every_component_is_documented(name: str) -> None:
    assert f"### `<c-{name}>`" in DOCS.read_text()


def test_the_gallery_draws(cast: Cast, settings: Any) -> None:
    settings.ROOT_URLCONF = "journeys.gallery.urls"
    client = visitor(cast.dana)
    page = client.get("/gallery/?bound=1").content.decode()
    assert page.count("<h1>") == 1
    assert "12 AI tools found for the first time" in page
    assert "{{" not in page and "<c-" not in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)


def test_nothing_inline_and_nothing_from_elsewhere(cast: Cast, settings: Any) -> None:
    settings.ROOT_URLCONF = "journeys.gallery.urls"
    page = visitor().get("/gallery/").content.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|data:", page)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


@pytest.mark.parametrize(
    "source",
    [
        '<c-page-header title="{{ text }}" />',
        '<c-page-header :title="text" />',
        "<c-chip>{{ text }}</c-chip>",
        '<c-waits :items="items" />',
        '<c-facts :rows="rows" />',
        '<c-input name="a" label="A" value="{{ text }}" />',
        '<c-input name="a" label="A" :value="text" />',
        '<c-alert title="{{ text }}">x</c-alert>',
    ],
)
def test_what_people_typed_is_escaped_once(source: str) -> None:
    said = Sentence("{words}", words=NASTY)
    items = [Thing(title=said, detail=NASTY, due=NASTY, late=False, action="Go", url="/x")]
    html = drawn(source, {"text": NASTY, "items": items, "rows": [(NASTY, said)]}, RequestFactory().get("/"))
    assert "<script" not in html
    assert "&amp;lt;" not in html
    assert "Tess&#x27;s" in html


def test_an_error_is_tied_to_its_field_and_named_in_the_summary() -> None:
    from journeys.gallery.showing import Ask

    html = drawn('<c-form :form="form" submit="Send" />', {"form": Ask({"tool": ""})}, RequestFactory().get("/"))
    assert 'href="#id_tool"' in html
    control = re.search(r'<input[^>]*id="id_tool"[^>]*>', html)
    assert control and 'aria-invalid="true"' in control[0]
    described = re.search(r'aria-describedby="([^"]*)"', control[0])
    assert described and all(f'id="{at}"' in html for at in described[1].split())
    group = re.search(r"<fieldset[^>]*>", html)
    assert group and "usa-fieldset" in group[0]


def test_a_status_says_its_word_and_its_sign() -> None:
    html = drawn('<c-chip tone="stop">Stopped</c-chip>', {}, RequestFactory().get("/"))
    assert "Stopped" in html and re.search(r'<svg[^>]*aria-hidden="true"', html)
