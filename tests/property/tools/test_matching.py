"""Hosts and names: a match at a label boundary or none, whatever is thrown at it."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from chalkline.discover.sources.apart.suspects import looks_like_ai, may_matter
from chalkline.tools.register.app_names import AppMatcher, is_linear
from chalkline.tools.register.hosts import HostMatcher, normal_host
from chalkline.tools.register.rules import FAR, closeness, folded, slug_of

LABELS = st.from_regex(r"\A[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?\Z")
HOSTS = st.lists(LABELS, min_size=1, max_size=5).map(".".join)


@given(st.dictionaries(HOSTS, st.sampled_from("abcde"), max_size=12), HOSTS)
def test_the_longest_suffix_wins_and_nothing_else_matches(domains: dict[str, str], host: str) -> None:
    given_domains = {normal_host(name).removeprefix("www."): slug for name, slug in domains.items()}
    suffixes = [name for name in given_domains if name and (host == name or host.endswith("." + name))]
    expected = given_domains[max(suffixes, key=len)] if suffixes else None
    assert HostMatcher(domains).service_of(host) == expected


@given(st.text(max_size=80))
def test_any_text_has_one_spelling_or_none(text: str) -> None:
    host = normal_host(text)
    assert normal_host(host) == host
    assert host == host.lower() and not set(host) & set("/:@ ?#") and not host.endswith(".")


@given(HOSTS.filter(lambda host: not host.replace(".", "").isdigit()), st.sampled_from(["http", "https", "wss"]))
def test_a_host_is_the_same_in_every_dress(host: str, scheme: str) -> None:
    dressed = [
        host.upper(), f"{host}.", f"{host}:443", f"{scheme}://{host}/a?ref=claude.ai#x", f"{scheme}://u:p@{host}:8443/",
        f" {host} ", f"{scheme.upper()}://{host.title()}",
    ]  # fmt: skip
    assert {normal_host(each) for each in dressed} == {host}


@pytest.mark.parametrize(
    "lookalike",
    [
        "notclaude.ai", "claude.ai.evil.example", "claude-ai.example", "thankyou.com", "xn--claude-.example",
        "http://evil.example/claude.ai", "http://evil.example?u=claude.ai", "claude.ai@evil.example", "google.com",
        "mygemini.google.com.example", "ai", "com",
    ],
)  # fmt: skip
def test_look_alikes_match_nothing(lookalike: str) -> None:
    matcher = HostMatcher({"claude.ai": "claude", "gemini.google.com": "gemini", "you.com": "you-com"})
    assert matcher.service_of(normal_host(lookalike)) is None


def test_international_names_are_compared_by_their_one_ascii_spelling() -> None:
    matcher = HostMatcher({"bücher.example": "books"})
    assert matcher.service_of(normal_host("https://BÜCHER.example/")) == "books"
    assert matcher.service_of(normal_host("www.xn--bcher-kva.example")) == "books"
    assert matcher.service_of(normal_host("bücher。example")) == "books"


@pytest.mark.parametrize(
    "junk", ["", "...", "a..b", "10.0.0.1", "[2001:db8::1]:443", "exa mple.com", "\x00", "é" * 300]
)
def test_what_is_no_host_has_no_spelling(junk: str) -> None:
    assert normal_host(junk) == ""


def test_app_ids_come_before_names_and_names_before_patterns() -> None:
    matcher = AppMatcher(
        {"pi": "Pi", "kahoot": "Kahoot!", "openai-api": "OpenAI API", "chatgpt": "ChatGPT"},
        {"pi": ["(?i)^Pi(\\s*AI)?$"], "chatgpt": ["(?i)\\bChatGPT\\b", "(?i)\\bOpenAI\\b"]},
        {"77.apps.example": "pi"},
    )
    assert matcher.service_of("ChatGPT", "77.APPS.example") == "pi"
    assert matcher.service_of(" kahoot! ") == "kahoot" and matcher.service_of("openai api") == "openai-api"
    assert matcher.service_of("My  ChatGPT helper") == "chatgpt"
    assert [matcher.service_of(name) for name in ("Pi Day Countdown", "", "x" * 9999, "NotChatGPTs")] == [None] * 4
    assert AppMatcher({}, {}, {}).service_of("anything") is None


def test_only_patterns_that_cannot_run_away_are_taken() -> None:
    assert is_linear("(?i)^Make$") and not is_linear(r"(a)\1") and not is_linear("(?!x)y") and not is_linear("(")


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=4))
def test_closeness_is_zero_only_for_the_same_letters(text: str, names: list[str]) -> None:
    near = closeness(text, names)
    assert (near == 0) == (bool(folded(text)) and folded(text) in {folded(name) for name in names})
    assert 0 <= near <= FAR


@given(st.text(min_size=1, max_size=200))
def test_a_slug_is_always_usable_in_an_address(name: str) -> None:
    slug = slug_of(name)
    assert 0 < len(slug) <= 80 and slug.isascii() and not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")


SPELLINGS = ["{0}", "{0}.", "{0}:443", " {0} ", "u:p@{0}", "{0}?ref=1", "www.{0}", "a.b.{0}:8080"]


@given(
    st.lists(HOSTS, min_size=1, max_size=6),
    st.one_of(HOSTS, st.sampled_from(["chat.openai.com", "my-ai.example", "AI4.example", "x.ai", "bücher.example"])),
    st.sampled_from(SPELLINGS),
    st.booleans(),
)
def test_what_is_looked_for_in_sql_misses_no_host_that_matters(
    domains: list[str], host: str, spelling: str, shouted: bool
) -> None:
    matcher = HostMatcher(dict.fromkeys([*domains, "bücher.example"], "some"))
    written = spelling.format(host.upper() if shouted else host)
    exact = normal_host(written)
    if exact and (matcher.service_of(exact) or looks_like_ai(exact)):
        assert re2.search(may_matter(matcher.pattern()), written)
