"""A district in a home folder of its own, with one approved use: Diffit for students and teachers of grades 3–5."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.approve.uses.api import ApprovedUse
from chalkline.govern.policies.api import (
    About,
    Binds,
    BoardAdoption,
    Brought,
    Days,
    Drafted,
    PolicyKind,
    PolicyVersion,
    Section,
    begin_policy,
    record_board_adoption,
)
from chalkline.publish.bundle.api import Bundle, activate_bundle, prepare_bundle
from chalkline.rulebook.api import Question
from chalkline.tools.agreements.api import AgreementKind, record_agreement
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.register.api import name_models, registered
from deciding import MEETING_AT, STUDENT_USE, use_granted


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    """A home folder for this test alone."""
    chalkline = settings.CHALKLINE  # type: ignore[attr-defined]
    settings.CHALKLINE = chalkline.model_copy(update={"home": tmp_path, "keys": tmp_path / "keys"})  # type: ignore[attr-defined]
    return tmp_path


@dataclass
class Approved:
    """What was decided, signed and registered."""

    cast: Cast
    use: ApprovedUse

    @property
    def use_id(self) -> str:
        return str(self.use.pk)

    def sign(self, elements: list[str] | None = None) -> Agreement:
        return record_agreement(
            self.cast.priya.actor, registered("diffit"), AgreementKind.NDPA, signed_on=date(2026, 8, 1),
            ends_on=date(2028, 7, 31), elements=elements or ["student_work"], now=NOW,
        )  # fmt: skip

    def route(self, *models: str) -> None:
        name_models(self.cast.dana.actor, registered("diffit"), list(models), now=NOW)

    def publish(self) -> Bundle:
        candidate = prepare_bundle(self.cast.dana.actor, now=MEETING_AT)
        return activate_bundle(self.cast.ada.actor, candidate, now=MEETING_AT)

    def asked(self) -> Question:
        """A question that the use covers."""
        return Question(
            tool="diffit", on=MEETING_AT.date(), role="student", grade_band="g35", school=str(self.cast.alder.id),
            purpose="uc_leveling", elements=frozenset({"student_work"}),
        )  # fmt: skip


def policy_adopted(cast: Cast) -> PolicyVersion:
    """AI-2/1: written by Ada, adopted by the board, so that a rule can cite its two clauses."""
    text = (Section("Purpose", "People stay in charge."), Section("Elementary school", "Students do not chat alone."))
    drafted = Drafted(text, Binds(frozenset({"teacher"})), why="", changes_duties=True)
    begun = begin_policy(cast.ada.actor, About("AI-2", "AI in class", PolicyKind.STAFF), drafted, now=NOW)
    adoption = BoardAdoption("Board of Education", date(2026, 11, 17), "2026-88", Brought(b"%PDF-1.4", "minutes.pdf"))
    days = Days(date(2026, 11, 18), date(2027, 12, 1))
    return record_board_adoption(cast.sue.actor, begun, adoption, days, now=NOW)


@pytest.fixture
def granted(cast: Cast, home: Path) -> Approved:
    """Decided, and nothing else: no agreement, no model, nothing published."""
    return Approved(cast, use_granted(cast, **STUDENT_USE))


@pytest.fixture
def approved(granted: Approved) -> Approved:
    """Decided, signed and routed by the gateway; not published yet."""
    granted.sign()
    granted.route("stub-small")
    return granted
