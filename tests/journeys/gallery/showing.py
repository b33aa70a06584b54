"""What the gallery shows: invented values for every component."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing
from typing import Any

from django import forms
from django.http import HttpRequest

from chalkline.kernel.sentences import Sentence
from chalkline.web.charts import bars, heat, lines, multiples, stacked
from chalkline.web.tables import Column, Filter, Link, Status, Table

AT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


class Ask(forms.Form):
    """A form with one control of each kind."""

    tool = forms.CharField(label="Which tool?", help_text="Its name as you know it.")
    reason = forms.CharField(label="What would it help with?", widget=forms.Textarea(attrs={"rows": 4}))
    grade = forms.ChoiceField(label="Which grade?", choices=[("", "Choose one"), ("04", "Grade 4"), ("05", "Grade 5")])
    data = forms.MultipleChoiceField(
        label="What would it see?",
        choices=[("names", "Names"), ("work", "Student work")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    log = forms.FileField(label="A sample", required=False)
    agree = forms.BooleanField(label="I have read the rules for my grade")


WEEKS = ["Sep 7", "Sep 14", "Sep 21", "Sep 28", "Oct 5", "Oct 12"]


def table(request: HttpRequest) -> Table:
    """Sixty tools, so that there are pages."""
    tools = [
        Thing(id=str(at), name=f"Tool {at:02d}", people=at * 7 or None, is_approved=at % 3 == 0) for at in range(60)
    ]
    return Table(
        request,
        "tools",
        caption="AI tools in use",
        columns=[
            Column("name", "Tool", sort="name"),
            Column("people", "People", sort="people", number=True),
            Column("status", "Status"),
        ],
        rows=tools,
        row=lambda tool: [
            Link(tool.name, "#x"),
            tool.people,
            Status("Approved", "ok") if tool.is_approved else Status("Not approved", "attend"),
        ],
        search=lambda rows, words: [tool for tool in rows if words.lower() in tool.name.lower()],
        filters=[
            Filter(
                "status",
                "Status",
                [("yes", "Approved"), ("no", "Not approved")],
                lambda rows, value: [tool for tool in rows if tool.is_approved == (value == "yes")],
            )
        ],
        order="-people",
        choose=lambda tool: str(tool.id),
        form="bulk",
    )


def charts() -> dict[str, Any]:
    """One chart of each kind."""
    schools = ["Lincoln Middle School", "Roosevelt High School", "Cedar Elementary", "Hoover Elementary"]
    return {
        "bars": bars(
            "reach",
            "Gauth reaches more people than any approved tool",
            [("Gauth", 388), ("Khanmigo", 341, "#k"), ("Diffit", 96), ("Poe", None)],
            text="People by tool in October.",
            head=["Tool", "People"],
        ),
        "stacked": stacked(
            "schools",
            "Students at two schools use AI mostly outside approved tools",
            ["covered by an approved use", "not covered"],
            list(zip(schools, [(214, 388), (512, 341), (96, 12), (71, None)], strict=True)),
            text="People using AI by school, October, from proxy and Google logs.",
            head="School",
        ),
        "lines": lines(
            "weeks",
            "Use outside approved tools has fallen since October 5",
            {"covered": [120, 180, 260, 300, 420, 610], "not covered": [310, 340, 420, 480, 390, 300]},
            WEEKS,
            text="People each week.",
            head="Week",
        ),
        "heat": heat(
            "roles",
            "High-school students are most of the reach",
            ["Teachers", "Students", "Staff"],
            list(zip(schools, [(40, 320, 11), (61, 801, None), (22, 0, 12), (18, 51, None)], strict=True)),
            text="People by school and role.",
            head="School",
        ),
        "multiples": multiples(
            "each",
            "Only Gauth is still growing",
            {
                "Gauth": [5, 40, 90, 160, 260, 388],
                "Khanmigo": [300, 310, 330, 335, 340, 341],
                "Diffit": [None, 20, 60, 96, 96, 90],
            },
            WEEKS,
            text="People each week, by tool.",
            head="Week",
        ),
    }


def context(request: HttpRequest, *, bound: bool = False) -> dict[str, Any]:
    """Values for gallery.html."""
    return {
        "table": table(request),
        "charts": charts(),
        "waits": [
            Thing(
                title="Privacy review: Diffit for grade 4 reading",
                detail="Two findings unanswered. The committee meets Thursday.",
                due="due yesterday",
                late=True,
                action="Finish review",
                url="#a",
            ),
            Thing(
                title=Sentence("{n} AI tools found for the first time", n=12),
                detail="Four reach students under 13.",
                due="new",
                late=False,
                action="Triage",
                url="#b",
            ),
        ],
        "numbers": [
            Thing(figure="41", what="AI tools in use", note="17 without approval", note_tone="attend", url="#"),
            Thing(figure="9", what="problems named", note="3 chosen", note_tone="", url="#"),
            Thing(figure="6", what="requests open", note="median 11 days", note_tone="", url="#"),
            Thing(figure="14", what="approved uses", note="2 end this month", note_tone="", url="#"),
            Thing(figure="3.1%", what="calls stopped", note="of 48,210", note_tone="", url=""),
        ],
        "grades": [("03", "grade 3"), ("04", "grade 4")],
        "tools": [("diffit", "Diffit"), ("khanmigo", "Khanmigo")],
        "events": [
            Thing(at=AT, text=Sentence("The committee approved {tool}.", tool="Khanmigo"), url="#"),
            Thing(at=date(2026, 11, 18), text="Priya Raman stopped Gauth for students.", url=""),
        ],
        "rows": [("Who", "Teachers, all schools"), ("Until", date(2027, 6, 30)), ("Data", "No student data")],
        "tabs": [
            Thing(label="Overview", url="#", current=True, count=None),
            Thing(label="Findings", url="#", current=False, count=12),
        ],
        "groups": [
            Thing(label="Policy", url="#", current=False, parts=[Thing(label="Rules", url="#", current=False)]),
            Thing(
                label="Calls",
                url="#",
                current=True,
                parts=[
                    Thing(label=label, url="#", current=label == "Held")
                    for label in ("Counted", "Held", "Kept", "Drawn")
                ],
            ),
        ],
        "steps": [
            Thing(label="Filed", note="Nov 12", state="done"),
            Thing(label="Reviews", note="2 of 3 answered", state="now"),
            Thing(label="Committee", note="Dec 3", state="next"),
            Thing(label="Approved use", note="", state="next"),
        ],
        "links": [
            Thing(title="Khanmigo", url="#", detail="Tutor for mathematics", chip="Approved", tone="ok"),
            Thing(title="Character.AI", url="#", detail="Chat", chip="Not approved", tone="attend"),
        ],
        "schools": [("s1", "Alder Creek Elementary"), ("s2", "Juniper Middle School")],
        "choices": [("none", "No student data", "You type only your own text."), ("work", "Student work", "")],
        "will": ["14 approved uses take effect.", "Diffit for grades 3-5 stops working for 61 people."],
        "form": Ask({"tool": ""}) if bound else Ask(),
    }
