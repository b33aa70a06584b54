"""Looking at fewer names finds the same names: none that is near is left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalkline.tools.register.near_names import NearNames
from chalkline.tools.register.rules import FAR, closeness
from chalkline.tools.register.words import AiScope, Known

LETTERS = "abcé -1ß"
NAMES = st.text(LETTERS, min_size=1, max_size=12)


def known(at: int, name: str, vendor: str) -> Known:
    return Known(
        slug=f"s{at}", name=name, vendor=vendor, domains=(), app_patterns=(), client_ids=(), category="",
        ai_scope=AiScope.CORE, k12=False, terms_age_min=None, extension_ids=(), aliases=(),
    )  # fmt: skip


@given(st.lists(st.tuples(NAMES, st.one_of(st.just(""), NAMES)), max_size=8), st.text(LETTERS, max_size=14))
def test_whatever_is_near_is_worth_comparing(named: list[tuple[str, str]], text: str) -> None:
    services = tuple(known(at, name, vendor) for at, (name, vendor) in enumerate(named))
    worth = NearNames(services).worth_comparing(text)
    near = [
        each
        for each in services
        if closeness(text, [each.name, each.slug]) < FAR or (each.vendor and closeness(text, [each.vendor]) < FAR)
    ]
    assert [each for each in services if each in worth] == worth
    assert [each for each in near if each not in worth] == []


def test_a_slip_of_the_finger_is_worth_comparing_and_others_are_not() -> None:
    services = (known(0, "MagicSchool", ""), known(1, "Diffit", ""), known(2, "Khanmigo", "Khan Academy"))
    names = NearNames(services)
    assert [each.name for each in names.worth_comparing("magicshcool")] == ["MagicSchool"]
    assert [each.name for each in names.worth_comparing("khan")] == ["Khanmigo"]
    assert names.worth_comparing("xyzzyplugh") == [] == names.worth_comparing("--")
