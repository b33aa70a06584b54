"""Signing in with the district's own provider, in a real browser: out to it and back in, and who is not let in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from journeys.browsing import PHONE, visit
from journeys.serving import Served, prepare, serving
from oidc_provider import Provider, claims_of
from oidc_provider import serving as answering


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with answering() as made:
        yield made


@pytest.fixture(scope="module")
def with_provider(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server with one provider to sign in with."""
    home: Path = tmp_path_factory.mktemp("provider-home")
    ways = [{"kind": "other", "id": "district", "client_id": provider.client_id, "issuer": provider.url}]
    settings = {"CHALKLINE_SIGN_IN": json.dumps(ways)}
    prepare(home, **settings)
    (home / "keys" / "sign-in-district.secret").write_text(provider.client_secret)
    with serving(home, **settings) as running:
        yield running


def test_out_to_the_provider_and_back_in(browser: Browser, provider: Provider, with_provider: Served) -> None:
    provider.next_claims = claims_of("other", "stranger@cedarhollow.example")
    somebody = visit(browser, with_provider.url, viewport=PHONE)
    page = somebody.open("/accounts/login/")
    somebody.check()
    page.get_by_role("link", name="Sign in with your district account").click()
    expect(page.get_by_text("people.sign_in_unknown")).to_be_visible()
    assert [each.startswith(f"{provider.url}/authorize?") for each in somebody.elsewhere] == [True]
    somebody.elsewhere.clear()
    somebody.faults.clear()  # the page that says no has the status of one
    somebody.check()
    provider.next_claims = claims_of("other", "priya.raman@cedarhollow.example")
    somebody.open("/accounts/login/?next=/data/")
    page.get_by_role("link", name="Sign in with your district account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Set up your second step|Is it still you?"))
    somebody.elsewhere.clear()
    somebody.check()
    somebody.context.close()
