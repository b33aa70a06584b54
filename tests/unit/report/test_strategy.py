"""The strategy document: put together from the records, for everyone who may read purposes."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader

from cast import NOW, Cast
from chalkline.kernel.sentences import day_as_said, plain
from chalkline.people.api import VISITOR, system_actor
from chalkline.project.reactions import REACTIONS
from chalkline.purpose.use_cases.api import propose_use_case
from chalkline.report.documents.api import Tongue, say
from chalkline.report.strategy.api import (
    StrategyVersion,
    adopted,
    changed_since_adopted,
    follow_strategy_decision,
    is_as_proposed,
    propose_strategy,
    settle_strategy,
    strategy,
    version_by_id,
)
from deciding import MEETING_AT, committee_seated, decided_by_all, meeting_called, outline, problem_named, use_granted
from expecting import problem
from visiting import visitor

ENGLISH = Tongue("en", plain, day_as_said)


def test_a_district_with_nothing_is_told_where_a_strategy_starts(cast: Cast) -> None:
    said = "\n".join(say(strategy(cast.tess.actor, NOW.date()), ENGLISH).texts())
    assert "No problem is named yet" in said and "No committee is chartered yet." in said


def test_it_says_why_for_what_by_whom_and_when(cast: Cast) -> None:
    use_granted(cast)
    said = "\n".join(say(strategy(cast.tess.actor, MEETING_AT.date()), ENGLISH).texts())
    assert "Adapting reading passages takes evenings" in said and "AI might help: Adapt passages" in said
    assert "AI oversight committee: Decides which AI may be used here" in said
    assert "Families" in said or "families" in said
    assert "Diffit" in said and re.search(r"“Diffit: [^”]+” ends or is decided anew", said)
    for member in (cast.tess, cast.fay, cast.carl):
        assert member.person.family_name not in said


def test_a_committee_adopts_exactly_one_version_and_what_changes_since_is_shown(cast: Cast) -> None:
    committee = committee_seated(cast)
    named = problem_named(cast)
    meeting = meeting_called(cast, committee)
    for member in (cast.tess, cast.bo, cast.priya):
        with problem("not_allowed"):
            propose_strategy(member.actor, meeting, now=NOW)
    item = propose_strategy(cast.carl.actor, meeting, now=NOW)
    with problem("strategy.already_proposed"):
        propose_strategy(cast.carl.actor, meeting, now=NOW)
    assert adopted(cast.tess.actor, MEETING_AT.date()) is None
    decision = decided_by_all(cast, item)
    assert ("govern.decision.recorded/1", follow_strategy_decision) in REACTIONS
    assert settle_strategy(system_actor("reactions"), decision, now=MEETING_AT)
    version = adopted(cast.tess.actor, MEETING_AT.date())
    assert version and version.decision == decision and version.until == decision.expires_on
    assert changed_since_adopted(cast.tess.actor, version, NOW.date()) == ()
    with problem("strategy.already_adopted"):
        propose_strategy(cast.carl.actor, meeting_called(cast, committee), now=NOW)
    use_case = propose_use_case(cast.tess.actor, named, outline(), now=MEETING_AT)
    [changed] = changed_since_adopted(cast.tess.actor, version, NOW.date())
    assert changed.id == "why" and use_case.title in str(changed.new)
    page = visitor(cast.bo).get(f"/report/strategy/{version.pk}/")
    assert "adopted by the AI oversight committee" in page.content.decode()
    assert settle_strategy(system_actor("reactions"), decision, now=MEETING_AT) is None
    paper = PdfReader(io.BytesIO(visitor(cast.bo).get(f"/report/strategy/{version.pk}.pdf").content))
    assert f"(decision {decision})" in " ".join(" ".join(each.extract_text() for each in paper.pages).split())
    StrategyVersion.objects.update(document={**version.document, "district": "Another"})
    assert not is_as_proposed(version_by_id(cast.bo.actor, str(version.pk)))


def test_page_and_paper(cast: Cast) -> None:
    use_granted(cast)
    reader = visitor(cast.bo)
    page = reader.get("/report/strategy/")
    pdf = PdfReader(io.BytesIO(reader.get("/report/strategy.pdf").content))
    printed = " ".join(" ".join(each.extract_text() for each in pdf.pages).split())
    for text in page.context["document"].texts():
        assert " ".join(text.split()) in printed
    assert visitor().get("/report/strategy/").status_code in {302, 401}
    with problem("sign_in_needed"):
        strategy(VISITOR, NOW.date())
