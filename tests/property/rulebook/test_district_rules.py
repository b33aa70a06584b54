"""What must be true of the district's own rules, for every policy and every question: they only ever narrow."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalkline.rulebook.api import (
    EVERY,
    NARROWING,
    NO_AGREEMENT,
    NO_GATEWAY,
    DistrictRule,
    Policy,
    Question,
    Selection,
    Stops,
    Verdict,
    arranged,
    bundle_body,
    decide,
    read_body,
)
from chalkline.rulebook.compiled import compiled
from chalkline.rulebook.weighing import weigh
from chalkline.rulebook.words import PERMISSIVENESS
from policies import (
    BAND_IDS,
    ELEMENT_IDS,
    PURPOSE_IDS,
    ROLE_IDS,
    complete,
    policies,
    questions,
    scopes,
    sets_of,
    stops,
)
from property.rulebook.test_bundle import UNTIL

selections = st.builds(
    Selection,
    roles=scopes(ROLE_IDS),
    grade_bands=scopes(BAND_IDS),
    elements=scopes(ELEMENT_IDS),
    kinds=sets_of(("chatbot", NO_AGREEMENT, NO_GATEWAY)),
    purposes=scopes(PURPOSE_IDS),
)
rules = st.builds(
    DistrictRule,
    rule_id=st.sampled_from(["R1", "R2", "R3"]),
    selection=selections,
    verdict=st.sampled_from(NARROWING),
    why=st.just("Because."),
)
rule_sets = st.lists(rules, max_size=3, unique_by=lambda each: each.rule_id).map(tuple)
LEAST = {**PERMISSIVENESS, Verdict.CANNOT_TELL: 0}


@given(policies, questions, stops, rule_sets, rules, st.booleans(), st.data())
def test_adding_a_rule_never_permits_more(
    policy: Policy, question: Question, stopped: Stops, held: tuple[DistrictRule, ...], one: DistrictRule,
    at_once: bool, data: st.DataObject,
) -> None:  # fmt: skip
    ruled = replace(policy, district_rules=held)
    more = replace(one, rule_id="new")
    after_policy = ruled if at_once else replace(ruled, district_rules=(*held, more))
    after_stops = replace(stopped, rules=(more,)) if at_once else stopped
    known = data.draw(complete(question))
    before, after = decide(known, ruled, stopped), decide(known, after_policy, after_stops)
    assert PERMISSIVENESS[after.verdict] <= PERMISSIVENESS[before.verdict]
    assert after.verdict is not Verdict.REFUSE or after.failed
    open_before, open_after = decide(question, ruled, stopped), decide(question, after_policy, after_stops)
    assert LEAST[open_after.verdict] <= LEAST[open_before.verdict]
    if open_after.verdict is not Verdict.CANNOT_TELL:
        assert after.verdict is open_after.verdict, "an answer holds however the unknown turns out"


@given(policies, st.lists(questions, min_size=1, max_size=4), stops, rule_sets)
def test_compiled_it_weighs_as_it_is_defined(
    policy: Policy, asked: list[Question], stopped: Stops, held: tuple[DistrictRule, ...]
) -> None:
    ruled = replace(policy, district_rules=held)
    for question in asked * 2:
        for terms in ruled.terms:
            (weigher,) = compiled(ruled, stopped).by_use[terms.use_id]
            assert weigher.weigh(question) == weigh(terms, question, ruled, stopped)


@given(policies, rule_sets)
def test_rules_travel_in_the_bundle_and_bundles_without_any_keep_their_spelling(
    policy: Policy, held: tuple[DistrictRule, ...]
) -> None:
    ruled = replace(policy, district_rules=held)
    body = bundle_body(ruled, previous="", good_until=UNTIL)
    assert read_body(body).policy == arranged(ruled)
    assert (b"district_rules" in body) == bool(held) and b'"category"' not in body


def test_a_rule_that_speaks_of_everything_is_the_end_of_everything() -> None:
    rule = DistrictRule("R1", Selection(), Verdict.REFUSE, "Enough.")
    assert rule.selection.roles is EVERY and rule.sources == ()
