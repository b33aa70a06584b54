"""Whose requests are counted together: an address, and behind the district's proxy the address that the proxy heard."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from chalkline.web.pacing import Pace, place_of


def asked(address: str, forwarded: str = "") -> str:
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return place_of(RequestFactory().get("/", REMOTE_ADDR=address, **more))


def test_only_the_proxy_of_this_machine_is_believed(settings: object) -> None:
    assert asked("127.0.0.1", "203.0.113.7") == "127.0.0.1", "without a proxy anybody may write that header"
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"secure": True})  # type: ignore[attr-defined]
    assert asked("127.0.0.1", "198.51.100.1, 203.0.113.7") == "203.0.113.7", "the last is what the proxy heard"
    assert asked("127.0.0.1", "<script>") == "127.0.0.1" == asked("127.0.0.1")
    assert asked("203.0.113.9", "198.51.100.1") == "203.0.113.9", "this one did not come through the proxy"
    pace = Pace(most=1, seconds=60)
    one, other = (
        RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=each)
        for each in ("203.0.113.7", "203.0.113.8")
    )
    assert pace.allows(one) and pace.allows(other) and not pace.allows(one)


@pytest.mark.parametrize("address", ["2001:db8:1:2::7", "2001:db8:1:2:ffff::1"])
def test_a_house_with_many_addresses_counts_as_one(address: str) -> None:
    assert asked(address) == "2001:db8:1:2::/64"
