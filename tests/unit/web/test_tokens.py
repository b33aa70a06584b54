"""Tokens: made in the browser, shown once, ended; and the page that says what the API can do."""

from __future__ import annotations

import re

from django.test import Client

from cast import Cast
from chalkline.people.models import ApiToken
from visiting import visitor


def secret_in(page: str) -> str:
    found = re.search(r'id="the-token">(ct-[\w-]+)<', page)
    assert found
    return found.group(1)


def test_a_token_made_in_the_browser_opens_the_api_until_it_is_ended(cast: Cast) -> None:
    browser = visitor(cast.tess)
    made = browser.post("/tokens/", {"label": "Monthly report"})
    assert made.status_code == 200 and made["Cache-Control"] == "no-store"
    secret = secret_in(made.content.decode())
    headers = {"authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/me", headers=headers).json()["name"] == "Tess Moreno"
    listed = browser.get("/tokens/").content.decode()
    assert "Monthly report" in listed and secret not in listed
    token = ApiToken.objects.get()
    assert visitor(cast.theo).post(f"/tokens/{token.pk}/end/").status_code == 404
    assert browser.post(f"/tokens/{token.pk}/end/").status_code == 302
    assert Client().get("/api/v1/me", headers=headers).status_code == 401


def test_the_page_of_the_api_is_everybodys_and_names_every_operation(cast: Cast) -> None:
    page = Client().get("/api/v1/docs").content.decode()
    for address in ("/api/v1/ask", "/api/v1/bundles/{bundle_id}/activate", "/api/v1/register"):
        assert address in page
    assert not re.search(r"""(?:src|href|action)=["']?https?://|url\(["']?https?://|@import""", page)
