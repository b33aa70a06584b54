"""Filter lists: nothing allowed is lost, nothing denied slips through, folding changes nothing. Properties."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalkline.publish.filter_lists.compiling import compile_lists, for_cells, outcome_for, tightened
from chalkline.publish.filter_lists.folding import audiences_of, cells_of, within
from chalkline.publish.filter_lists.hosts import sheet_of
from chalkline.publish.filter_lists.spelling import read_lists, spell_lists
from chalkline.publish.filter_lists.words import DEFAULTS, STRICTNESS, Course, Entry, Listed, Outcome, Why
from chalkline.rulebook.api import NO_STOPS, UNKNOWN, Policy, Question, Stops, Verdict, decide
from chalkline.tools.register.api import AiScope, HostMatcher
from policies import DAY, policies, stops

LABELS = st.sampled_from(["a", "b", "c"])
HOSTS = st.lists(LABELS, min_size=0, max_size=3).map(lambda labels: ".".join([*labels, "x", "test"]))
ENTRY = st.tuples(st.lists(HOSTS, min_size=1, max_size=3), st.sampled_from(Course))
TOOLS = st.dictionaries(st.sampled_from("pqrs"), ENTRY)
ASKED = st.tuples(st.sampled_from(["", "www."]), HOSTS).map("".join)


def listed(entries: tuple[Entry, ...], host: str) -> bool:
    """As every product reads a list: a domain and what is below it, or exactly that host."""
    return any(host == each.host or (not each.exact and host.endswith(f".{each.host}")) for each in entries)


@given(TOOLS, ASKED)
def test_lists_agree_with_the_longest_domain_in_whatever_order_a_product_reads_them(tools, host: str) -> None:  # type: ignore[no-untyped-def]  # hypothesis
    known = {slug: Listed(slug, slug, AiScope.CORE, tuple(hosts)) for slug, (hosts, _) in tools.items()}
    outcomes = {slug: Outcome(course, Why.UNAPPROVED) for slug, (_, course) in tools.items()}
    sheet = sheet_of(known, outcomes)
    mildest: dict[str, Course] = {}
    for slug, tool in known.items():
        for each in tool.domains:
            domain = each.removeprefix("www.")
            mildest[domain] = min(mildest.get(domain, Course.BLOCK), outcomes[slug].course, key=STRICTNESS.__getitem__)
    found = HostMatcher({domain: course.value for domain, course in mildest.items()}).service_of(host)
    course = Course(found) if found else Course.LEAVE
    if course is Course.ALLOW:
        assert not listed(sheet.block, host) and not listed(sheet.warn, host)
    if course is Course.BLOCK:
        assert not listed(sheet.allow, host) and not listed(sheet.warn, host)
    if course is Course.LEAVE:
        assert not listed(sheet.block, host) and not listed(sheet.allow, host)
    # A denied domain itself is on its list, unless something that is let through hangs on it: then that is said.
    for domain, own in mildest.items():
        if own is Course.BLOCK and not listed(sheet.block, domain):
            assert domain in {each.host for each in sheet.apart}


@given(policies, stops)
def test_folding_changes_nothing_and_decide_has_the_last_word(policy: Policy, stopped: Stops) -> None:
    tools = [Listed(each, each, AiScope.CORE, (f"{each}.test",)) for each in ("magicschool", "chatgpt", "gauth", "odd")]
    cells = cells_of({"S1": ("k2", "g35"), "S4": ("g68",)}, ["D1"])
    lists = compile_lists(policy, "digest", stopped, DAY, tools, cells, DEFAULTS)
    assert read_lists(spell_lists(lists)) == lists
    told = audiences_of(lists)
    assert sorted(cell for each in told for cell in each.cells) == list(cells)  # everybody is in one audience
    for audience in told:
        assert within(audience.spans, cells) == audience.cells  # and what it is called is who it is
        for cell in audience.cells:
            assert for_cells(lists, [cell]) == for_cells(lists, audience.cells)
    for cell in cells:
        for tool in tools:
            question = Question(
                tool=tool.slug, on=DAY, role=cell.role, school=cell.school, grade_band=cell.band or UNKNOWN
            )
            refused = decide(question, policy, stopped).verdict is Verdict.REFUSE
            assert (lists.outcome(cell, tool.slug).course is Course.ALLOW) is not refused  # type: ignore[union-attr]  # every tool is known


@given(policies, stops)
def test_what_is_stopped_only_ever_restricts(policy: Policy, stopped: Stops) -> None:
    tools = [Listed(each, each, AiScope.CORE) for each in ("magicschool", "chatgpt", "gauth")]
    cells = cells_of({"S1": ("k2",), "S4": ("g68",)})
    published = compile_lists(policy, "digest", NO_STOPS, DAY, tools, cells, DEFAULTS)
    now = tightened(published, policy, stopped, DAY)
    assert now.cells == published.cells
    for cell in cells:
        for tool in tools:
            was, course = published.outcome(cell, tool.slug).course, now.outcome(cell, tool.slug).course  # type: ignore[union-attr]  # as above
            assert STRICTNESS[course] >= STRICTNESS[was]
            if outcome_for(tool, cell, policy, stopped, DAY, DEFAULTS).course is not Course.ALLOW:
                assert course is not Course.ALLOW
