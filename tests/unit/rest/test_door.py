"""The API's door: who is asking, refusals as problem documents, tokens that end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from cast import NOW, Cast
from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_token, end_token, make_token
from chalkline.people.models import ApiToken, Person
from visiting import visitor


def get(address: str, secret: str = "") -> tuple[int, dict[str, object]]:
    headers = {"authorization": f"Bearer {secret}"} if secret else {}
    answer = Client().get(address, headers=headers)
    return answer.status_code, answer.json()


def test_a_token_acts_as_its_person_with_the_rights_of_that_moment(cast: Cast) -> None:
    _, secret = make_token(cast.dana.actor, "reports", now=utc_now())
    status, me = get("/api/v1/me", secret)
    assert status == 200 and me["name"] == "Dana Whitfield" and "bundles.prepare" in me["could"]  # type: ignore[operator]
    Person.objects.filter(pk=cast.dana.person.pk).update(is_active=False)
    assert get("/api/v1/me", secret)[1]["could"] == []


@pytest.mark.parametrize("secret", ["", "ct-nonsense", "ct-" + "x" * 5000])
def test_without_a_token_one_is_told_how_to_ask(cast: Cast, secret: str) -> None:
    status, said = get("/api/v1/me", secret)
    assert status == 401
    assert said["code"] == "sign_in_needed" and said["what"] and said["why"] and said["next_step"]


def test_tokens_end_by_hand_and_by_time_and_only_their_digest_is_kept(cast: Cast) -> None:
    token, secret = make_token(cast.tess.actor, "x", now=NOW)
    assert not ApiToken.objects.filter(digest=secret).exists() and secret not in str(vars(token))
    assert actor_by_token(secret, now=NOW + timedelta(days=89)) is not None
    assert actor_by_token(secret, now=NOW + timedelta(days=91)) is None
    end_token(cast.tess.actor, token, now=NOW)
    assert actor_by_token(secret, now=NOW) is None


def test_one_cannot_end_anothers_token(cast: Cast) -> None:
    from expecting import problem

    token, _ = make_token(cast.tess.actor, "x", now=NOW)
    with problem("not_found"):
        end_token(cast.theo.actor, token, now=NOW)


def test_a_signed_in_browser_may_ask_too(cast: Cast) -> None:
    browser = visitor(cast.tess)
    assert browser.get("/api/v1/me").json()["name"] == "Tess Moreno"


def test_a_browser_without_its_second_step_is_nobody_to_the_api(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.tess.account)
    assert browser.get("/api/v1/me").status_code == 401
