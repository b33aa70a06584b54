"""/api/v1/rule-sets/…/dry-runs and /bundles/…/dry-runs: what a version would have done to the calls of 30 days."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.jobs.api import work_by_id
from chalkline.kernel.clock import utc_now
from chalkline.publish.bundle.api import bundle_by_id
from chalkline.publish.district_rules.api import rule_set_by_id
from chalkline.report.dry_run.api import DAYS, KeptRun, ask_for_dry_run, kept_run_by_id, kept_runs, read
from chalkline.rest.shapes import REFUSALS, Page, Place, ProblemDocument, Query, Span, created, like, paged, said, who

router = Place(tags=["rules"])
TURNS = {"refused": 40, "goes_out": 0, "otherwise": 0, "cannot_tell": 12, "same": 1148}


class DryRunExample(Schema):
    """A kind of call that at least ten calls were of. Nothing that anybody typed is in it."""

    model_config = like(turn="refused", says="Students (grades 3–5), Diffit for “Adapt texts”: …")

    turn: str
    says: str


class DryRunReason(Schema):
    """Why calls would be refused; ``calls`` is null where the number is not shown."""

    model_config = like(says="Rule R1 of the district: Not in elementary school.", calls=40)

    says: str
    calls: int | None


class DryRunTold(Schema):
    """A dry run: how far it is, and when it is done what came of it. A number that must not be shown is null."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", state="done", percent=100, asked_at="2026-11-20T15:00:00Z",
        done_at="2026-11-20T15:00:09Z", days=30, calls=1200, changed=40, turns=TURNS,
        tables={"role": {"student": TURNS}}, why=[], examples=[],
    )  # fmt: skip

    id: str
    state: Literal["running", "done", "failed"]
    percent: int | None
    asked_at: datetime
    done_at: datetime | None
    days: int
    calls: int | None
    changed: int | None
    turns: dict[str, int | None]
    tables: dict[str, dict[str, dict[str, int | None]]] = Field(
        description="By role, school and purpose; before and after: what is said now, and then."
    )
    why: list[DryRunReason]
    examples: list[DryRunExample]


class DryRunPage(Page[DryRunTold]):
    """Dry runs, the latest first."""


@router.get("/dry-runs", response={200: DryRunPage, REFUSALS: ProblemDocument})
def list_dry_runs(request: HttpRequest, span: Query[Span]) -> object:
    """Every dry run that was asked for."""
    return paged(kept_runs(who(request)), span, _told)


@router.get("/dry-runs/{run_id}", response={200: DryRunTold, REFUSALS: ProblemDocument})
def read_a_dry_run(request: HttpRequest, run_id: UUID) -> object:
    """One of them: ask again until it is done."""
    return _told(kept_run_by_id(who(request), str(run_id)))


@router.post("/rule-sets/{set_id}/dry-runs", response={201: DryRunTold, REFUSALS: ProblemDocument})
def try_a_rule_set(request: HttpRequest, set_id: UUID) -> object:
    """Ask what a version of the rules would have done. Nothing goes out."""
    actor = who(request)
    return created(_told(ask_for_dry_run(actor, rule_set_by_id(actor, str(set_id)), now=utc_now())))


@router.post("/bundles/{bundle_id}/dry-runs", response={201: DryRunTold, REFUSALS: ProblemDocument})
def try_a_policy(request: HttpRequest, bundle_id: UUID) -> object:
    """Ask what a prepared policy would have done. Nothing goes out."""
    actor = who(request)
    return created(_told(ask_for_dry_run(actor, bundle_by_id(actor, str(bundle_id)), now=utc_now())))


def _told(run: KeptRun) -> DryRunTold:
    work, found = work_by_id(run.work_id), read(run.result) if run.done_at else None
    is_over = bool(work and work.is_over)
    return DryRunTold(
        id=str(run.pk),
        state="done" if found else "failed" if is_over else "running",
        percent=100 if found else work.percent if work else None,
        asked_at=run.asked_at,
        done_at=run.done_at,
        days=DAYS,
        calls=found.calls if found else None,
        changed=found.changed if found and found.calls is not None else None,
        turns={turn.value: n for turn, n in found.turns.items()} if found else {},
        tables={
            name: {key: {turn.value: n for turn, n in turns.items()} for key, turns in rows.items()}
            for name, rows in found.tables.items()
        }
        if found
        else {},
        why=[DryRunReason(says=said(sentence), calls=n) for sentence, n in found.why] if found else [],
        examples=[DryRunExample(turn=turn.value, says=said(sentence)) for turn, sentence in found.examples]
        if found
        else [],
    )
