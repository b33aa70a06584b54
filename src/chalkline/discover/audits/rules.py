"""What is frozen of an audit, and how two are compared. Pure.

A comparison is made from what each audit shows and from nothing else, so it tells nothing that the two do not.
Besides, a difference is a group too: those who came between two audits. Fewer than ten are not told, as with any
group, and what may not be shown in one of the two is not compared at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from chalkline.discover.audits.words import Comparison, Contents, Grown, Moved, SourceThen, ToolThen
from chalkline.discover.findings.api import (
    KINDS,
    MISSING,
    SPELLING,
    Act,
    Audit,
    Reach,
    SourceKind,
    differences,
    headline,
    in_use,
    kinds_seeing,
)
from chalkline.discover.sources.api import Covered
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import ALL, THRESHOLD, Cell, Shown, Table
from chalkline.tools.register.api import AiScope

LONGEST_NOTE = 300
MOST_AT_SCHOOLS = 40
NOBODY = Shown(0)


def being_counted() -> Problem:
    """The answer where an audit is to be taken and what is loaded has not been counted yet."""
    return Problem(
        "discover.being_counted",
        what=Sentence("What is loaded is still being counted."),
        why=Sentence("An audit is kept as it is for good, so it is only taken of what is counted."),
        next_step=Sentence("Wait a few minutes and take it then."),
        kind=Kind.CONFLICT,
    )


def contents_of(
    found: Audit,
    acts: Iterable[Act],
    sources: Iterable[SourceThen],
    coverage: Iterable[Covered],
    *,
    policy_digest: str,
    policy_revision: int,
    at_schools: bool = True,
) -> Contents:
    """What is frozen of the audit of a day. ``at_schools``: each tool by school and group too."""
    core = found.core
    return Contents(
        on=found.on,
        period=found.period,
        headline=headline(found),
        tools=tuple(_tool(each, found.kinds, at_schools) for each in found.services),
        people=core.people if core else NOBODY,
        users=core.users if core else NOBODY,
        students=core.students if core else NOBODY,
        schools=core.schools if core else 0,
        by_school=_rows(core.table) if core else {},
        by_group=_columns(core.table) if core else {},
        feature_people=found.feature.people if found.feature else NOBODY,
        hosts=len(found.proposed),
        acts=tuple(acts),
        unseen=tuple(each.name for each in found.unseen),
        sources=tuple(sources),
        cannot_show=tuple((each.title, tuple(each.cannot_show)) for each in coverage),
        not_loaded=tuple(MISSING[kind] for kind in KINDS if kind not in found.kinds),
        school_names=dict(found.schools),
        kinds=found.kinds,
        catalogue_version=found.catalogue_version,
        policy_digest=policy_digest,
        policy_revision=policy_revision,
    )


def _tool(each: Reach, kinds: tuple[str, ...], at_schools: bool) -> ToolThen:
    told = at_schools and in_use(each)
    return ToolThen(
        slug=each.slug,
        name=each.name,
        vendor=each.vendor,
        category=each.category,
        scope=each.ai_scope,
        people=each.people,
        users=each.users,
        students=each.students,
        events=each.events,
        allowed=each.allowed,
        blocked=each.blocked,
        schools=each.schools if shown(each.people) else 0,
        standing=each.standing,
        terms=each.terms,
        kinds=tuple(str(kind) for kind in kinds_seeing(each)),
        differs=differences(each, kinds),
        sign_ins=each.sign_ins,
        wide=each.wide,
        cents=each.paid.cents if each.paid else None,
        by_school=_rows(each.table) if told else {},
        by_group=_columns(each.table) if told else {},
        first_on=each.first_on,
        last_on=each.last_on,
    )


def _rows(table: Table) -> dict[str, Cell]:
    return {str(row): cell for (row, column), cell in table.cells.items() if row is not ALL and column is ALL}


def _columns(table: Table) -> dict[str, Cell]:
    return {str(column): cell for (row, column), cell in table.cells.items() if row is ALL and column is not ALL}


def shown(cell: Cell | None) -> int | None:
    """The count, or None where it may not be shown."""
    return cell.count if isinstance(cell, Shown) else None


def spelled(contents: Contents) -> dict[str, object]:
    """As plain values, to be kept."""
    plain: dict[str, object] = SPELLING.spell(Contents, contents)
    return plain


def read(plain: Mapping[str, object]) -> Contents:
    """The contents that were kept so."""
    found: Contents = SPELLING.read(Contents, plain)
    return found


def nothing_to_take() -> Problem:
    """The answer where no source tells of any service."""
    return Problem(
        "discover.nothing_to_take",
        what=Sentence("There is nothing to take an audit of yet."),
        why=Sentence("No source that counts tells of any AI service."),
        next_step=Sentence("Load a log, a list of apps, a ledger or a survey first."),
        kind=Kind.CONFLICT,
    )


def same_audit() -> Problem:
    """The answer where an audit is compared with itself."""
    return Problem(
        "discover.same_audit",
        what=Sentence("These are the same audit."),
        why=Sentence("A comparison needs two."),
        next_step=Sentence("Choose another one to compare with."),
    )


def checked_note(note: str) -> str:
    """The note, tidied and not too long."""
    return " ".join(note.split())[:LONGEST_NOTE]


def compared(before: Contents, after: Contents) -> Comparison:
    """What changed from one audit to a later one. Both may be of any day; ``before`` is what is compared with."""
    old, new = ({each.slug: each for each in contents.tools if _used(each)} for contents in (before, after))
    both = [(old[slug], new[slug]) for slug in new if slug in old]
    counted = counts_visits(before) and counts_visits(after)  # without a network log nobody was counted
    grown = [_grown(then.name, then.slug, earlier.people, then.people) for earlier, then in both if counted]
    changed = sorted((each for each in grown if each), key=lambda each: (-abs(each.by), each.name.casefold()))
    names = {**before.school_names, **after.school_names}
    at_schools = sorted(
        _at_schools(both if counted else (), names), key=lambda each: (-abs(each.by), each.name, each.school)
    )
    return Comparison(
        before_on=before.on,
        after_on=after.on,
        before_period=before.period,
        after_period=after.period,
        people=_grown("", "", before.people, after.people) if counted else None,
        new=tuple(new[slug] for slug in new if slug not in old),
        gone=tuple(old[slug] for slug in old if slug not in new),
        grown=tuple(each for each in changed if each.by > 0),
        shrunk=tuple(each for each in changed if each.by < 0),
        moved=tuple(
            Moved(then.name, then.slug, earlier.standing, then.standing, then.terms)
            for earlier, then in both
            if earlier.standing is not then.standing
        ),
        schools=tuple(_of_schools(before.by_school, after.by_school, names)) if counted else (),
        by_school=tuple(at_schools[:MOST_AT_SCHOOLS]),
        hidden=sum(shown(earlier.people) is None or shown(then.people) is None for earlier, then in both),
        cautions=tuple(_cautions(before, after)),
        counted=counted,
    )


def counts_visits(contents: Contents) -> bool:
    """Whether anybody's visits were counted at all."""
    return SourceKind.NETWORK in contents.kinds


def _used(each: ToolThen) -> bool:
    """AI tools that were in use: what is only installed or paid for is neither new nor gone by that."""
    return each.scope == AiScope.CORE and (shown(each.people) != 0 or shown(each.sign_ins) != 0)


def _grown(name: str, slug: str, before: Cell, after: Cell, school: str = "") -> Grown | None:
    first, last = shown(before), shown(after)
    if first is None or last is None or abs(last - first) < THRESHOLD:
        return None
    return Grown(name, slug, first, last, school)


def _of_schools(before: Mapping[str, Cell], after: Mapping[str, Cell], names: Mapping[str, str]) -> Iterator[Grown]:
    for school in sorted({*before, *after}, key=lambda each: names.get(each, "~")):
        if not names.get(school):
            continue
        found = _grown(names[school], "", before.get(school, NOBODY), after.get(school, NOBODY), names[school])
        if found:
            yield found


def _at_schools(both: Iterable[tuple[ToolThen, ToolThen]], names: Mapping[str, str]) -> Iterator[Grown]:
    for earlier, then in both:
        for school in {*earlier.by_school, *then.by_school} & {*names}:
            cells = earlier.by_school.get(school, NOBODY), then.by_school.get(school, NOBODY)
            if found := _grown(then.name, then.slug, *cells, names[school]):
                yield found


def _cautions(before: Contents, after: Contents) -> Iterator[Sentence]:
    """What makes two audits hard to compare: said, so that nobody takes a longer log for more use."""
    days = [(each.period[1] - each.period[0]).days + 1 if each.period else 0 for each in (before, after)]
    if days[0] != days[1] and all(days):
        yield Sentence(
            "The first covers {first} days, the second {second}: more days show more people.",
            first=days[0], second=days[1],
        )  # fmt: skip
    if set(before.kinds) != set(after.kinds):
        yield Sentence("They rest on different kinds of source: what one could not see, the other may.")
    if before.catalogue_version != after.catalogue_version:
        yield Sentence(
            "The catalogue is another version ({first}, now {second}): a tool may be new to it alone.",
            first=before.catalogue_version, second=after.catalogue_version,
        )  # fmt: skip
    if before.policy_digest != after.policy_digest:
        yield Sentence("The policy has changed in between: how a tool stands may differ by that alone.")
