"""Two audits side by side as a document: what to be careful with, what is new, gone, grown, and stands otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chalkline.discover.audits.api import Comparison, Grown, ToolThen
from chalkline.discover.findings.api import STANDING_NAMES
from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import Shown
from chalkline.report.documents.api import (
    Block,
    Callout,
    Document,
    Grid,
    Line,
    Paragraph,
    Points,
    Section,
    Tone,
    Words,
)
from chalkline.report.found.document import standing_said
from chalkline.tools.register.api import tool_ref

SMALL = Sentence(
    "Only what both audits show is compared, and differences of fewer than ten people are not told: "
    "they could point at somebody."
)
FIGURES = (Sentence("Before"), Sentence("Now"), Sentence("Change"))


def document_of_comparison(found: Comparison, before: int, after: int, *, district: str) -> Document:
    """The document; ``before`` and ``after`` are the numbers of the audits."""
    return Document(
        title=Sentence("What has changed: audit {before} and audit {after}", before=before, after=after),
        district=district,
        on=found.after_on,
        lead=tuple(_lead(found)),
        sections=tuple(_sections(found)),
        note=(Line(SMALL),),
    )


def grown_said(each: Grown) -> Sentence:
    """ "120 people, now 184: 64 more"."""
    values = {"before": f"{each.before:,}", "after": f"{each.after:,}", "by": f"{abs(each.by):,}"}
    if each.by > 0:
        return Sentence("{before} people, now {after}: {by} more", **values)
    return Sentence("{before} people, now {after}: {by} fewer", **values)


def people_said(found: Comparison) -> Sentence:
    """How the number of people who use AI changed, in one sentence."""
    if not found.counted:
        return Sentence("How many people use AI cannot be compared: one of the two has no log of visits.")
    if found.people is None:
        return Sentence("About as many people as on {day} use AI, as far as may be told.", day=found.before_on)
    return Sentence("People who visited an AI tool: {change}.", change=grown_said(found.people))


def _lead(found: Comparison) -> Iterator[Line]:
    yield Line(people_said(found))
    yield Line(
        Sentence(
            "{new} tools are new, {gone} are gone, {moved} stand otherwise.",
            new=len(found.new), gone=len(found.gone), moved=len(found.moved),
        )
    )  # fmt: skip


def _sections(found: Comparison) -> Iterator[Section]:
    if found.cautions:
        lines = tuple(Line(each) for each in found.cautions)
        yield Section(
            "care", Sentence("Before you compare"), (Callout(Tone.ATTEND, Sentence("These two differ in more"), lines),)
        )
    yield Section("standing", Sentence("Stands otherwise"), (_moved(found),))
    yield Section("new", Sentence("New"), (_listed(found.new, Sentence("No tool is new.")),))
    yield Section("gone", Sentence("Gone"), (_listed(found.gone, Sentence("No tool is gone.")),))
    if found.counted:
        yield from _counts(found)
    if found.hidden:
        line = Sentence(
            "{n} tools could not be compared: one of the audits may not show how many use them.", n=found.hidden
        )
        yield Section("hidden", Sentence("Not compared"), (Paragraph((Line(line),)),))


def _counts(found: Comparison) -> Iterator[Section]:
    yield Section("grown", Sentence("Grown"), (_table(Sentence("Tools that grew"), found.grown),))
    yield Section("shrunk", Sentence("Shrunk"), (_table(Sentence("Tools that shrank"), found.shrunk),))
    yield Section("schools", Sentence("By school"), (_table(Sentence("All AI tools, by school"), found.schools, True),))
    yield Section("at-schools", Sentence("By tool and school"), (_at_schools(found.by_school),))


def _moved(found: Comparison) -> Block:
    if not found.moved:
        return _nothing(Sentence("Every tool stands as it did."))
    return Grid(
        Sentence("Tools that stand otherwise"),
        (Sentence("Tool"), Sentence("It was"), Sentence("It is")),
        tuple(
            (
                Line(each.name, whole=tool_ref(each.slug)),
                Line(STANDING_NAMES[each.before]),
                Line(
                    Sentence("{standing}: {terms}", standing=STANDING_NAMES[each.after], terms=each.terms)
                    if each.terms
                    else STANDING_NAMES[each.after]
                ),
            )
            for each in found.moved
        ),
    )


def _listed(tools: Iterable[ToolThen], nothing: Sentence) -> Block:
    points = tuple(
        (Line(each.name, whole=tool_ref(each.slug)), Line(_reached(each)),
         Line(standing_said(each)))
        for each in tools
    )  # fmt: skip
    return Points(points) if points else _nothing(nothing)


def _reached(each: ToolThen) -> Sentence:
    if isinstance(each.people, Shown):
        return Sentence("{people} people.", people=f"{each.people.count:,}")
    return Sentence("Too few people to be shown.")


def _table(title: Words, grown: Iterable[Grown], schools: bool = False) -> Block:
    rows = tuple(
        (Line(each.name, whole=tool_ref(each.slug) if each.slug else None), *_figures(each))
        for each in grown
    )  # fmt: skip
    if not rows:
        return _nothing(Sentence("By fewer than ten people, or not at all."))
    head = (
        Sentence("School") if schools else Sentence("Tool"),
        Sentence("Before"),
        Sentence("Now"),
        Sentence("Change"),
    )
    return Grid(title, head, rows)


def _at_schools(grown: Iterable[Grown]) -> Block:
    rows = tuple(
        (Line(each.name, whole=tool_ref(each.slug)), Line(each.school), *_figures(each))
        for each in grown
    )  # fmt: skip
    if not rows:
        return _nothing(Sentence("By fewer than ten people, or not at all."))
    return Grid(Sentence("Tools at schools"), (Sentence("Tool"), Sentence("School"), *FIGURES), rows)


def _figures(each: Grown) -> tuple[Line, Line, Line]:
    return Line(f"{each.before:,}"), Line(f"{each.after:,}"), Line(f"{each.by:+,}")


def _nothing(sentence: Sentence) -> Paragraph:
    return Paragraph((Line(sentence),))
