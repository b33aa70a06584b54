"""Signing in with the district's own provider: the real flow against a real provider, and who is let in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.test import Client

from cast import Cast
from chalkline.ledger.models import Fact
from chalkline.people.models import Account, Person
from oidc_provider import Provider, claims_of, serving

TENANTS = {
    "google": "cedarhollow.example",
    "microsoft": "11111111-2222-4333-8444-555555555555",
    "clever": "58da8c58da0a7f0001a6bd8e",
    "classlink": "2",
    "other": "",
}


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        return None


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with serving() as made:
        yield made


@pytest.fixture
def kinds(provider: Provider, settings: Any) -> None:
    """Each kind as a way to sign in; all of them answered by one provider on this machine."""
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": kind,
                    "name": kind.title(),
                    "client_id": provider.client_id,
                    "secret": provider.client_secret,
                    "settings": {
                        "server_url": provider.url,
                        "fetch_userinfo": False,
                        "oauth_pkce_enabled": True,
                        "kind": kind,
                        "tenant": tenant,
                        "openid_configuration_overrides": {"issuer": claims_of(kind, "").get("iss", provider.url)},
                    },
                }
                for kind, tenant in TENANTS.items()
            ]
        }
    }


def sign_in(provider: Provider, kind: str, claims: dict[str, Any], client: Client | None = None) -> Any:
    """As a browser does: to the provider, and back with its code. Gives the answer to the last step."""
    client = client or Client()
    provider.next_claims = claims
    away = client.get(f"/accounts/oidc/{kind}/login/")
    asked = parse_qs(urlsplit(away["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert set(asked["scope"][0].split()) == {
        "openid",
        "profile",
        "email",
    }
    try:
        build_opener(_Stay).open(away["location"])
    except HTTPError as answer:
        back = urlsplit(str(answer.headers["location"]))
    answer = client.get(f"{back.path}?{back.query}")
    answer.signed_in = client.session.get("_auth_user_id", "")
    return answer


@pytest.mark.parametrize("kind", list(TENANTS))
def test_each_provider_s_published_claims_sign_in_the_person(
    cast: Cast, provider: Provider, kinds: None, kind: str
) -> None:
    tess = cast.tess.person
    answer = sign_in(provider, kind, claims_of(kind, tess.email.upper(), str(tess.sourced_id)))
    assert cast.tess.account and (answer.status_code, answer.signed_in) == (302, str(cast.tess.account.pk))


def test_the_second_step_is_asked_for_as_after_a_password(cast: Cast, provider: Provider, kinds: None) -> None:
    client = Client()
    sign_in(provider, "google", claims_of("google", cast.tess.person.email), client)
    assert client.get("/").headers["location"].startswith("/accounts/2fa/totp/activate/")


def test_staff_of_the_roster_get_their_account_and_nobody_else_does(
    cast: Cast, provider: Provider, kinds: None
) -> None:
    nora = cast.nora.person
    Account.objects.filter(person=nora).delete()
    answer = sign_in(provider, "google", claims_of("google", nora.email))
    assert answer.signed_in == str(Account.objects.get(person=nora).pk)
    assert Fact.objects.filter(kind="people.account.opened/1").count() == 1
    before = Account.objects.count()
    for email in (cast.kim.person.email, "nobody@cedarhollow.example"):
        answer = sign_in(provider, "google", claims_of("google", email))
        assert (answer.status_code, answer.signed_in) == (403, "")
        assert "people.sign_in_unknown" in answer.content.decode()
    assert Account.objects.count() == before


@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        ("google", {"hd": "another.example"}, "people.sign_in_failed"),
        ("google", {"email_verified": False}, "people.sign_in_unknown"),
        ("google", {"iss": "https://accounts.example"}, "people.sign_in_failed"),
        ("google", {"aud": "another-app"}, "people.sign_in_failed"),
        ("google", {"exp": 1000}, "people.sign_in_failed"),
        ("microsoft", {"tid": "99999999-2222-4333-8444-555555555555"}, "people.sign_in_failed"),
        ("classlink", {"TenantId": 3}, "people.sign_in_failed"),
    ],
)
def test_what_does_not_hold_lets_nobody_in(
    cast: Cast, provider: Provider, kinds: None, kind: str, change: dict[str, Any], code: str
) -> None:
    answer = sign_in(provider, kind, claims_of(kind, cast.tess.person.email, **change))
    assert (answer.signed_in, code in answer.content.decode()) == ("", True)


def test_leavers_ended_accounts_and_two_people_of_one_address(cast: Cast, provider: Provider, kinds: None) -> None:
    Account.objects.filter(person=cast.theo.person).update(is_active=False)
    Person.objects.filter(pk=cast.nora.person.pk).update(email=cast.tess.person.email)
    for person, code in (
        (cast.otto.person, "people.sign_in_ended"),
        (cast.theo.person, "people.sign_in_ended"),
        (cast.tess.person, "people.sign_in_unclear"),
    ):
        answer = sign_in(provider, "google", claims_of("google", person.email))
        assert (answer.signed_in, code in answer.content.decode()) == ("", True), code


def test_a_forged_return_lets_nobody_in(cast: Cast, provider: Provider, kinds: None) -> None:
    client = Client()
    answer = client.get("/accounts/oidc/google/login/callback/?code=abc&state=def")
    assert "people.sign_in_failed" in answer.content.decode() and not client.session.get("_auth_user_id")
    assert client.get("/accounts/3rdparty/").status_code == 404 == client.get("/accounts/3rdparty/signup/").status_code
