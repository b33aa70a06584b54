"""What to act on first, and where the kinds of source differ: readable rules over what may be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chalkline.discover.findings.acting import MOST, acts
from chalkline.discover.findings.exact import Paid
from chalkline.discover.findings.reconciling import differences, in_use, kinds_seeing
from chalkline.discover.findings.showing import is_wide
from chalkline.discover.findings.words import Audit, InstalledShown, Proposed, Reach, ToldShown, Unseen
from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import SUPPRESSED, Shown, Table
from chalkline.rulebook.api import Standing

ALL_KINDS = ("inventory", "network", "purchase", "sign_in", "survey")


def tool(slug: str, people: int | None = 100, **given: Any) -> Reach:
    """A tool of the core that so many people used, nothing blocked, nobody approved."""
    cell = SUPPRESSED if people is None else Shown(people)
    plain = Reach(
        slug=slug, name=slug.title(), vendor="", category="", ai_scope="core", k12=False, terms_age_min=None,
        people=cell, events=cell, allowed=cell, blocked=Shown(0), users=cell, table=Table({}), by_day={}, first_on=None,
        last_on=None,
        schools=2, student_bands=("g68",), standing=Standing.UNAPPROVED, standings=(), said_no=False, sign_ins=Shown(0),
        scopes=(),
    )  # fmt: skip
    return replace(plain, **given)


def audit_of(*tools: Reach, **given: Any) -> Audit:
    """An audit of these tools, with every kind of source loaded."""
    plain = Audit(
        on=date(2026, 11, 20), period=(date(2026, 11, 1), date(2026, 11, 19)), services=tools, core=None, feature=None,
        proposed=(), schools={}, catalogue_version=1, devices=Shown(0), not_on_roster=Shown(0), kinds=ALL_KINDS,
    )  # fmt: skip
    return replace(plain, **given)


PAID = Paid(cents=480_000, rows=2)


def test_the_gravest_come_first_each_tool_once_and_no_more_than_five() -> None:
    found = audit_of(
        tool("popular", 900, students=Shown(800)),
        tool("declined", 40, standing=Standing.DECLINED),
        tool("young", 60, terms_age_min=18, standing=Standing.DECLINED),
        tool("reader", 30, wide=Shown(22)),
        tool("bought", 0, paid=PAID, users=Shown(0)),
        tool("wanted", 80, users=Shown(20), standing=Standing.COVERED),
        proposed=(Proposed("some.ai", Sentence("Why"), SUPPRESSED),),
        unseen=(Unseen("idle", "Idle", date(2026, 8, 1)),),
    )
    first = acts(found)
    assert [(each.rule, each.tool) for each in first] == [
        ("too_young", "young"),
        ("not_any_more", "declined"),
        ("wide_access", "reader"),
        ("students_unapproved", "popular"),
        ("hosts", ""),
    ]
    later = acts(found, aside={"young", "declined"}, asked={"popular"})
    assert [each.rule for each in later] == ["wide_access", "sought_and_blocked", "paid_unused", "hosts", "unseen"]
    assert len(acts(audit_of(*(tool(f"t{n}", 900 - n, students=Shown(500)) for n in range(20))))) == MOST


def test_what_may_not_be_shown_is_never_a_reason() -> None:
    hidden = tool("quiet", None, students=SUPPRESSED, wide=SUPPRESSED, terms_age_min=18)
    assert acts(audit_of(hidden)) == ()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"people": 0, "paid": PAID}, "Paid for, and seen by no log"),
        (
            {"people": 0,
             "installed": InstalledShown(Shown(40), Shown(0), {}, 1, 0, None, (), ("jamf",))},
            "Installed, and no visit in any log",
        ),
        (
            {"people": 0, "told": ToldShown(Shown(12), {}, {})},
            "Named in the survey, and seen by no log",
        ),
        ({"people": 0, "sign_ins": Shown(30)}, "Let into accounts, and no visit"),
        ({"told": None}, "nobody named it in the survey"),
    ],
)  # fmt: skip
def test_a_difference_between_sources_is_told_only_where_both_kinds_are_loaded(
    given: dict[str, Any], words: str
) -> None:
    each = tool("some", **given)
    assert words in " ".join(str(said) for said in differences(each, ALL_KINDS))
    assert not differences(each, kinds_seeing(each)), "what is not loaded contradicts nothing"
    assert in_use(tool("bought", 0, paid=PAID)) is False


def test_wide_access_is_all_files_mail_or_lists_and_not_one_file() -> None:
    google = "https://www.googleapis.com/auth/"
    wide = ("drive", "drive.readonly", "classroom.rosters.readonly", "gmail.readonly", "documents")
    narrow = ("drive.file", "userinfo.email", "drive.appdata")
    assert all(is_wide(google + each) for each in wide) and is_wide("Files.ReadWrite.All")
    assert not any(is_wide(google + each) for each in narrow) and not is_wide("User.Read") and not is_wide("openid")
