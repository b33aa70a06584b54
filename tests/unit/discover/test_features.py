"""Findings under approved uses; and AI that comes into an approved product opens its review again."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from cast import NOW, Cast
from chalkline.approve.uses.api import ApprovedUse
from chalkline.discover.findings.api import finding_of, join_approved_use, note_findings, notice_features
from chalkline.oversee.review_calendar.api import ask_for_reviews
from chalkline.oversee.review_calendar.queries import entry_of
from chalkline.people.api import system_actor
from chalkline.tools.register.api import correct_service
from deciding import use_granted
from expecting import problem

sys.path.insert(0, str(Path(__file__).parent))
from loading import load, load_district


def in_force_at(use: ApprovedUse) -> datetime:
    """Noon of the second day on which the use holds."""
    return datetime.combine(use.starts_on + timedelta(days=1), time(18), UTC)


def test_a_finding_belongs_to_the_approved_use_of_its_own_tool_only(cast: Cast) -> None:
    use = use_granted(cast)
    dana = cast.dana.actor
    load_district(dana)
    load(dana, "umbrella_proxy.csv")
    note_findings(dana, now=NOW)
    other = finding_of("service", "chatgpt" if use.tool.slug != "chatgpt" else "gemini")
    assert other is not None
    with problem("discover.no_approved_use"):
        join_approved_use(dana, [other], now=NOW)
    own = finding_of("service", use.tool.slug)
    assert own is not None
    (joined,) = join_approved_use(dana, [own], now=in_force_at(use))
    assert (joined.state, joined.use_id) == ("covered", str(use.pk))
    with problem("not_allowed"):
        join_approved_use(cast.tess.actor, [other], now=NOW)


def test_ai_that_comes_into_an_approved_product_opens_its_review_again_once(cast: Cast) -> None:
    use, chalkline = use_granted(cast), system_actor("test")
    now = in_force_at(use)
    today = now.date()
    load_district(cast.dana.actor)
    assert notice_features(chalkline, now=now) == [], "what the approval knew of is no news"
    before = entry_of(chalkline, "use", str(use.pk), today).review_on
    other = "feature" if use.tool.service is None or use.tool.service.ai_scope == "core" else "core"
    correct_service(cast.dana.actor, use.tool.slug, {"ai_scope": other}, now=now)
    (appeared,) = notice_features(chalkline, now=now)
    assert appeared.signal == f"catalogue:{other}" and notice_features(chalkline, now=now) == []
    ask_for_reviews(chalkline, use.tool.slug, why="AI came into it.", now=now)
    assert ask_for_reviews(chalkline, use.tool.slug, why="AI came into it.", now=now) == []
    after = entry_of(chalkline, "use", str(use.pk), today).review_on
    assert before is not None and after is not None
    assert after <= min(before, today + timedelta(days=14), use.expires_on)
