"""How the parts of a policy are named in sentences: roles, grades, schools, purposes, kinds of data."""

from __future__ import annotations

from collections.abc import Iterable

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.district_rules import KIND_NAMES, TRAITS, VERDICT_NAMES, DistrictRule, Selection
from chalkline.rulebook.policy import Policy
from chalkline.rulebook.vocabulary import vocabulary
from chalkline.rulebook.words import BANDS, NO_CLASS, ROSTER_ROLES, Everything, Scope, band_name, role_name

Names = tuple[Sentence, ...]


def named_roles(roles: Iterable[str]) -> Names:
    """Roles in the plural, staff before students before families."""
    order = list(ROSTER_ROLES)
    return tuple(role_name(role) for role in sorted(roles, key=lambda each: _place(each, order)))


def named_bands(bands: Scope) -> Names:
    """Grade bands from the youngest up."""
    if isinstance(bands, Everything):
        return (Sentence("every grade"),)
    order = [*BANDS, NO_CLASS]
    return tuple(band_name(band) for band in sorted(bands, key=lambda each: _place(each, order)))


def named_schools(policy: Policy, schools: Scope) -> Names:
    """Schools by name."""
    if isinstance(schools, Everything):
        return (Sentence("every school"),)
    names = sorted(policy.school_names.get(school, school) for school in schools)
    return tuple(Sentence("{name}", name=name) for name in names)


def named_purposes(policy: Policy, purposes: Scope) -> Names:
    """Purposes by name, in quotation marks."""
    if isinstance(purposes, Everything):
        return (Sentence("every purpose"),)
    names = sorted(policy.purpose_names.get(purpose, purpose) for purpose in purposes)
    return tuple(Sentence("“{purpose}”", purpose=Sentence(name)) for name in names)


def named_elements(policy: Policy, elements: Iterable[str]) -> Names:
    """Kinds of data in a teacher's words where whole kinds are meant, single elements otherwise."""
    left = set(elements)
    names: list[Sentence] = []
    for kind in vocabulary().data_kinds:
        if len(kind.elements) > 1 and left.issuperset(kind.elements):
            names.append(Sentence(kind.label))
            left.difference_update(kind.elements)
    labels = sorted(policy.rules[each].label if each in policy.rules else each for each in left)
    return (*names, *(Sentence("{label}", label=Sentence(label)) for label in labels))


def named_kinds(kinds: Iterable[str]) -> Names:
    """Kinds of tool, categories before traits."""
    wanted = set(kinds)
    categories = tuple(KIND_NAMES.get(each, Sentence("{kind}", kind=each)) for each in sorted(wanted - set(TRAITS)))
    traits = tuple(name for trait, name in TRAITS.items() if trait in wanted)
    if not wanted:
        return (Sentence("every tool"),)
    if not traits:
        return categories
    if not categories:
        return (Sentence("tools {traits}", traits=traits),)
    return (Sentence("{kinds} {traits}", kinds=categories, traits=traits),)


def selection_said(policy: Policy, wanted: Selection) -> Sentence:
    """ "students (grades K–2) · every kind of data · general chat assistants · every purpose"."""
    everybody = (Sentence("everybody"),)
    any_data = (Sentence("whatever data"),)
    return Sentence(
        "{who} ({bands}) · {data} · {kinds} · {purposes}",
        who=everybody if isinstance(wanted.roles, Everything) else named_roles(wanted.roles),
        bands=named_bands(wanted.grade_bands),
        data=any_data if isinstance(wanted.elements, Everything) else named_elements(policy, wanted.elements),
        kinds=named_kinds(wanted.kinds),
        purposes=named_purposes(policy, wanted.purposes),
    )


def row_said(policy: Policy, rule: DistrictRule) -> Sentence:
    """A rule as one row says it, and what then happens."""
    return Sentence("{row}: {what}.", row=selection_said(policy, rule.selection), what=VERDICT_NAMES[rule.verdict])


def _place(each: str, order: list[str]) -> tuple[int, str]:
    return (order.index(each) if each in order else len(order), each)
