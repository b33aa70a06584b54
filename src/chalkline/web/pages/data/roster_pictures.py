"""How pages show roster audits: a sentence, tables, the score by kind of check, the trend."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chalkline.data.integrity.api import SEVERITY_NAMES, Audit, RuleFound, Severity, dimension_scores
from chalkline.kernel.sentences import Sentence
from chalkline.web.charts import Chart, bars, lines
from chalkline.web.routes import Request, address_of
from chalkline.web.tables import Column, Link, Status, Table
from chalkline.web.templatetags.saying import say_date

TONES = {Severity.STOP: "stop", Severity.ERROR: "attend", Severity.WARNING: "quiet"}


def in_short(audit: Audit) -> Sentence:
    if audit.has_stops and not audit.amiss.get("missing") and not audit.amiss.get("lacking"):
        return Sentence("This export holds something that no receiver should have. Hand it to nobody.")
    if audit.has_stops:
        return Sentence("Files that are needed are missing or cannot be read.")
    if not audit.faulty:
        return Sentence("{rows} rows were looked at, and nothing is wrong with them.", rows=f"{audit.rows:,}")
    if audit.faulty == 1:
        return Sentence("One of {rows} rows is to be fixed.", rows=f"{audit.rows:,}")
    return Sentence("{n} of {rows} rows are to be fixed.", n=f"{audit.faulty:,}", rows=f"{audit.rows:,}")


def what_is_amiss(audit: Audit) -> list[Sentence]:
    """What kept whole files or rows from being looked at."""
    said = [Sentence("{file} is missing from the export.", file=f"{name}.csv") for name in audit.amiss["missing"]]
    said += [
        Sentence("{file} lacks the columns {columns}.", file=f"{name}.csv", columns=tuple(columns))
        for name, columns in audit.amiss["lacking"].items()
    ]
    return said + [
        Sentence("{file}: {n} rows have more or fewer cells than the header.", file=f"{name}.csv", n=n)
        for name, n in audit.amiss["uneven"].items()
    ]


def by_dimension(audit: Audit) -> Chart:
    scores = dimension_scores(audit)
    worst = max(scores, key=lambda each: each.faulty)
    title = Sentence("Every kind of check is passed")
    if worst.faulty:
        title = Sentence("Most rows to fix are about “{worst}”: {n}", worst=worst.label, n=worst.faulty)
    return bars(
        "score",
        title,
        [(Sentence("{label} ({score})", label=each.label, score=f"{each.score:g}"), each.faulty) for each in scores],
        text=Sentence("Rows to fix by kind of check; in brackets, how many of 100 rows pass it."),
        head=(_("Kind of check"), _("Rows to fix")),
    )


def trend_of(newest: list[Audit]) -> Chart | None:
    if len(newest) < 2:
        return None
    latest, before = newest[0], newest[1]
    title = Sentence("As many rows are to be fixed as last time: {n}", n=latest.faulty)
    if latest.faulty != before.faulty:
        fell, rose = (
            Sentence("Rows to fix fell from {before} to {n}"),
            Sentence("Rows to fix rose from {before} to {n}"),
        )
        way = fell if latest.faulty < before.faulty else rose
        title = Sentence(way.template, before=before.faulty, n=latest.faulty)
    shown = newest[::-1]
    return lines(
        "trend",
        title,
        {_("Rows to fix"): [each.faulty for each in shown]},
        [say_date(each.audited_on) for each in shown],
        text=Sentence("Rows that break at least one rule, at each audit."),
        head=_("Audited"),
        filled=True,
    )


def table_of_audits(request: Request, found: QuerySet[Audit]) -> Table:
    return Table(
        request,
        "audits",
        caption=_("Audits"),
        columns=[
            Column("on", _("Audited"), sort="audited_at"),
            Column("name", _("Export")),
            Column("score", _("Score"), sort="score", number=True),
            Column("faulty", _("Rows to fix"), sort="faulty", number=True),
            Column("rows", _("Rows"), sort="rows", number=True),
        ],
        rows=found,
        row=lambda each: [
            Link(say_date(each.audited_on), address_of("data.audit", each.pk)),
            each.name,
            f"{each.score:.1f}",
            each.faulty,
            each.rows,
        ],
        order="-on",
    )


def table_of_rules(request: Request, found: list[RuleFound]) -> Table:
    return Table(
        request,
        "found",
        caption=_("Rules that rows break"),
        columns=[
            Column("title", _("What is wrong"), sort=lambda each: str(each.title)),
            Column("rows", _("Rows"), sort="rows", number=True),
            Column("where", _("Where"), sort="file"),
            Column("fix", _("How to fix it")),
            Column("severity", _("How bad"), sort=lambda each: list(Severity).index(each.severity)),
        ],
        rows=found,
        row=lambda each: [
            Link(each.title, "", note=each.why),
            each.rows if each.before is None else _moved(each),
            Sentence("{file}, {field}", file=each.file, field=each.field),
            each.fix,
            Status(SEVERITY_NAMES[each.severity], TONES[each.severity]),
        ],
        order="severity",
    )


def _moved(each: RuleFound) -> Sentence | int:
    if each.before == each.rows:
        return each.rows
    return Sentence("{n} (before: {m})", n=each.rows, m=each.before)
