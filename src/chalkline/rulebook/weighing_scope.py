"""Weighing the scope of a use: which tool, who, which grades and schools, since which phase, for which purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.asking import Reason
from chalkline.rulebook.naming import Names, named_bands, named_purposes, named_roles, named_schools
from chalkline.rulebook.policy import Policy, Terms
from chalkline.rulebook.stops import Opening, Stops
from chalkline.rulebook.words import Everything, MaybeText, Scope, Unknown


def weigh_tool(terms: Terms, tool: str) -> Iterator[Reason]:
    """Whether it is this use's tool."""
    if tool == terms.tool:
        yield Reason("tool", True, Sentence("This use is for {tool}.", tool=terms.tool_name))
    else:
        yield Reason("tool", False, Sentence("This use is for {tool} only.", tool=terms.tool_name))


def weigh_role(terms: Terms, role: MaybeText) -> Iterator[Reason]:
    """Whether the use is for people of this role."""
    names = named_roles(terms.roles)
    limit = Sentence("Only {roles} may use it.", roles=names)
    if isinstance(role, Unknown):
        sentence = Sentence("This use is for {roles}; who it is for is not known here.", roles=names)
        yield Reason("role", None, sentence, limit)
        return
    if role in terms.roles:
        yield Reason("role", True, Sentence("This use is for {roles}.", roles=names), limit)
        return
    others = named_roles({role})
    yield Reason(
        "role",
        False,
        Sentence("This use is for {roles}, not for {others}.", roles=names, others=others),
        limit,
        Sentence("A decision widens this use to {others}.", others=others),
    )


def weigh_grade(terms: Terms, band: MaybeText) -> Iterator[Reason]:
    """Whether the use is for this grade band."""
    yield _within(
        "grade_band",
        terms.grade_bands,
        band,
        named_bands(terms.grade_bands),
        lambda other: named_bands(frozenset({other})),
        Sentence("which grade it is for"),
    )


def weigh_school(terms: Terms, school: MaybeText, policy: Policy) -> Iterator[Reason]:
    """Whether the use is for this school."""
    yield _within(
        "school",
        terms.schools,
        school,
        named_schools(policy, terms.schools),
        lambda other: named_schools(policy, frozenset({other})),
        Sentence("which school it is for"),
    )


def _within(
    term: str, scope: Scope, asked: MaybeText, names: Names, name: Callable[[str], Names], missing: Sentence
) -> Reason:
    if isinstance(scope, Everything):
        return Reason(term, True, Sentence("This use is for {scope}.", scope=names))
    limit = Sentence("Only for {scope}.", scope=names)
    if isinstance(asked, Unknown):
        sentence = Sentence("This use is for {scope}; {missing} is not known here.", scope=names, missing=missing)
        return Reason(term, None, sentence, limit)
    if asked in scope:
        return Reason(term, True, Sentence("This use is for {scope}.", scope=names), limit)
    other = name(asked)
    return Reason(
        term,
        False,
        Sentence("This use is for {scope}, not for {other}.", scope=names, other=other),
        limit,
        Sentence("A decision widens this use to {others}.", others=other),
    )


def weigh_phase(terms: Terms, school: MaybeText, role: MaybeText, policy: Policy, stops: Stops) -> Iterator[Reason]:
    """Whether a use that reaches people phase by phase has reached these."""
    openings = stops.openings.get(terms.use_id)
    if openings is None:
        return
    limit = Sentence("Only where its roll-out is open.")
    change = Sentence("The next phase of its roll-out opens.")
    held = [_covers(each, school, role) for each in openings]
    if True in held:
        yield Reason("phase", True, Sentence("Its roll-out is open here."), limit)
    elif None in held:
        places = tuple(_opening_said(each, policy) for each in openings)
        sentence = Sentence("Its roll-out is open for {places}; whether that is here is not known.", places=places)
        yield Reason("phase", None, sentence, limit)
    elif openings:
        places = tuple(_opening_said(each, policy) for each in openings)
        sentence = Sentence("Its roll-out has not come this far: it is open for {places}.", places=places)
        yield Reason("phase", False, sentence, limit, change)
    else:
        yield Reason("phase", False, Sentence("Its roll-out has not begun: no phase is open yet."), limit, change)


def _covers(opening: Opening, school: MaybeText, role: MaybeText) -> bool | None:
    """In three values: an unknown role or school leaves it open unless the other part already says no."""
    asked = ((opening.schools, school), (opening.roles, role))
    parts = [True if not scope else None if isinstance(part, Unknown) else part in scope for scope, part in asked]
    return False if False in parts else None if None in parts else True


def _opening_said(opening: Opening, policy: Policy) -> Sentence:
    schools = named_schools(policy, opening.schools) if opening.schools else (Sentence("every school of the use"),)
    if not opening.roles:
        return Sentence("{schools}", schools=schools)
    return Sentence("{roles} at {schools}", roles=named_roles(opening.roles), schools=schools)


def weigh_purpose(terms: Terms, purpose: MaybeText, policy: Policy) -> Iterator[Reason]:
    """Whether the use is for this purpose, and AI has a part in it at all."""
    names = named_purposes(policy, terms.purposes)
    if not isinstance(purpose, Unknown) and purpose in policy.never:
        yield never_reason(policy, purpose)
        return
    if (
        isinstance(purpose, Unknown)
        and isinstance(terms.purposes, Everything)
        and (policy.never or policy.decided_by_people)
    ):
        sentence = Sentence("AI has no part in some matters; whether this is one of them is not known here.")
        yield Reason("purpose", None, sentence, Sentence("Not for matters that AI never decides here."))
        return
    missing = Sentence("what it is for")
    yield _within("purpose", terms.purposes, purpose, names, lambda other: _purpose_named(policy, other), missing)


def never_reason(policy: Policy, purpose: str) -> Reason:
    """Why a purpose that AI never decides is refused, whatever was approved."""
    return Reason(
        "never",
        False,
        Sentence("{purpose} is a matter that AI has no part in here.", purpose=_purpose_named(policy, purpose)),
    )


def _purpose_named(policy: Policy, purpose: str) -> Names:
    return named_purposes(policy, frozenset({purpose}))
