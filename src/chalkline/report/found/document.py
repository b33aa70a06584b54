"""A taken audit as a document: the answer, what to do first, who and where, every tool, what was not seen. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chalkline.discover.audits.api import Contents, ToolThen
from chalkline.discover.findings.api import (
    BLIND_SPOTS,
    SOURCE_NAMES,
    STANDING_NAMES,
    SourceKind,
    group_name,
    order_of_group,
)
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.protect.disclosure import Cell, Shown
from chalkline.report.documents.api import (
    Block,
    Callout,
    Document,
    Figure,
    Grid,
    Line,
    Paragraph,
    Picture,
    Points,
    Section,
    Tone,
    Words,
)
from chalkline.tools.register.api import AiScope, tool_ref

AUDIT = SubjectRef("audit", "")
MOST_BARS = 15
HIDDEN = Sentence("not shown")
STUDENT = "student"
SMALL = Sentence("Groups of fewer than ten people are not shown, nor anything they could be worked out from.")


def document_of_audit(contents: Contents, number: int, *, district: str) -> Document:
    """The document of one taken audit; ``number`` is its number."""
    return Document(
        title=Sentence("AI in use: audit {number}", number=number),
        district=district,
        on=contents.on,
        lead=tuple(_lead(contents)),
        sections=tuple(_sections(contents)),
        note=(Line(SMALL),),
        figures=tuple(_figures(contents)),
    )


def said(cell: Cell | None) -> Words:
    """A count, or that it is not shown."""
    return f"{cell.count:,}" if isinstance(cell, Shown) else HIDDEN


def core_of(contents: Contents) -> list[ToolThen]:
    """Tools of which every visit is AI use."""
    return [each for each in contents.tools if each.scope == AiScope.CORE]


def _lead(contents: Contents) -> Iterator[Line]:
    yield Line(contents.headline)
    if contents.period:
        first, last = contents.period
        yield Line(
            Sentence("By sources of {first} to {last}, at {n} schools.", first=first, last=last, n=contents.schools)
        )
    yield Line(
        Sentence(
            "Compared with version {version} of the catalogue and revision {revision} of the policy.",
            version=contents.catalogue_version, revision=contents.policy_revision,
        )
    )  # fmt: skip


def _figures(contents: Contents) -> Iterator[Figure]:
    if isinstance(contents.people, Shown):
        yield Figure("people", Sentence("people who visited an AI tool"), contents.people.count)
    yield Figure("tools", Sentence("AI tools that a source tells of"), len(core_of(contents)))


def _sections(contents: Contents) -> Iterator[Section]:
    if contents.acts:
        yield Section("first", Sentence("Do these first"), (_first(contents),))
    yield Section("who", Sentence("Who, and where"), tuple(_who(contents)))
    yield Section("tools", Sentence("Every AI tool"), tuple(_tools(contents)))
    differ = [each for each in contents.tools if each.differs]
    if differ:
        yield Section("differs", Sentence("Where the sources do not say the same"), (_differing(differ),))
    if contents.unseen:
        line = Sentence("Approved, and seen by no log: {tools}.", tools=contents.unseen)
        yield Section("unseen", Sentence("Approved and not seen"), (Paragraph((Line(line),)),))
    feature = [each for each in contents.tools if each.scope != AiScope.CORE]
    if feature:
        yield Section("feature", Sentence("Products with AI in them"), tuple(_feature(feature)))
    yield Section("limits", Sentence("What these sources cannot show"), tuple(_limits(contents)))
    yield Section("sources", Sentence("What this audit rests on"), (_sources(contents),))


def _first(contents: Contents) -> Block:
    return Points(
        tuple(
            (Line(each.what, whole=tool_ref(each.tool) if each.tool else AUDIT), Line(each.why))
            for each in contents.acts
        )
    )


def _who(contents: Contents) -> Iterator[Block]:
    groups = sorted((each for each in contents.by_group if each != STUDENT), key=order_of_group)
    bars = [(Line(group_name(each)), _count(contents.by_group[each])) for each in groups]
    if any(count for _, count in bars):
        yield Picture(
            "groups",
            Sentence("People who visited an AI tool, by who they are"),
            Sentence("Let through or blocked. A person counts once, whichever tools they visited."),
            (Sentence("Group"), Sentence("People")),
            tuple(bars),
        )
    yield Grid(
        Sentence("By school"),
        (Sentence("School"), Sentence("People")),
        tuple(
            (Line(contents.school_names.get(school) or Sentence("Not on the roster")), Line(said(cell)))
            for school, cell in sorted(
                contents.by_school.items(), key=lambda each: contents.school_names.get(each[0], "~")
            )
        ),
    )


def _count(cell: Cell) -> int | None:
    return cell.count if isinstance(cell, Shown) else None


def _tools(contents: Contents) -> Iterator[Block]:
    core = core_of(contents)
    bars = [(Line(each.name, whole=tool_ref(each.slug)), each.people.count) for each in core
            if isinstance(each.people, Shown) and each.people.count]  # fmt: skip
    if bars:
        yield Picture(
            "reach",
            Sentence("{tool} reaches most people", tool=core[0].name),
            Sentence("People who visited each AI tool. One person may use several."),
            (Sentence("Tool"), Sentence("People")),
            tuple(bars[:MOST_BARS]),
        )
    yield _grid(Sentence("AI tools"), core)


def _grid(title: Words, tools: Iterable[ToolThen]) -> Grid:
    return Grid(
        title,
        (Sentence("Tool"), Sentence("People"), Sentence("Students"), Sentence("Let through"), Sentence("Blocked"),
         Sentence("Seen by"), Sentence("How it stands")),
        tuple(
            (
                Line(each.name, whole=tool_ref(each.slug)),
                Line(said(each.people)),
                Line(said(each.students)),
                Line(said(each.allowed)),
                Line(said(each.blocked)),
                Line(Sentence("{kinds}", kinds=tuple(SOURCE_NAMES[SourceKind(kind)] for kind in each.kinds))),
                Line(standing_said(each)),
            )
            for each in tools
        ),
    )  # fmt: skip


def standing_said(each: ToolThen) -> Sentence:
    """How a tool stood, and which term it was outside of."""
    if each.terms:
        return Sentence("{standing}: {terms}", standing=STANDING_NAMES[each.standing], terms=each.terms)
    return STANDING_NAMES[each.standing]


def _differing(tools: Iterable[ToolThen]) -> Block:
    return Points(
        tuple((Line(each.name, whole=tool_ref(each.slug)), *(Line(one) for one in each.differs)) for each in tools)
    )


def _feature(tools: list[ToolThen]) -> Iterator[Block]:
    yield Paragraph((Line(Sentence("Most of what these products do is not AI, so a visit is not counted as AI use.")),))
    yield _grid(Sentence("Each product"), tools)


def _limits(contents: Contents) -> Iterator[Block]:
    if contents.not_loaded:
        yield Callout(Tone.INFO, Sentence("Not loaded at all"), tuple(Line(each) for each in contents.not_loaded))
    for title, sentences in contents.cannot_show:
        yield Paragraph((Line(Sentence("{source}:", source=title)), *(Line(each) for each in sentences)))
    yield Points(tuple((Line(each),) for each in BLIND_SPOTS))
    if contents.hosts:
        hosts = Sentence("{n} web addresses sound like AI and are in no catalogue.", n=contents.hosts)
        yield Paragraph((Line(hosts),))


def _sources(contents: Contents) -> Block:
    return Grid(
        Sentence("Sources"),
        (Sentence("File"), Sentence("What it is"), Sentence("Rows"), Sentence("From"), Sentence("To"),
         Sentence("Digest of the file")),
        tuple(
            (
                Line(each.name),
                Line(each.title),
                Line(f"{each.rows:,}"),
                Line(Sentence("{day}", day=each.first_on) if each.first_on else ""),
                Line(Sentence("{day}", day=each.last_on) if each.last_on else ""),
                Line(each.digest[:16]),
            )
            for each in contents.sources
        ),
    )  # fmt: skip
