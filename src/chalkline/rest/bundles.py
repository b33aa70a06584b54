"""/api/v1/bundles: which policy is compiled, checked, compared and put in force, by two people."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor, names_of
from chalkline.publish.bundle.api import (
    Bundle,
    Look,
    activate_bundle,
    bundle_by_id,
    bundles,
    look_at,
    prepare_bundle,
    roll_back_bundle,
    state_of,
    unpublished,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Span,
    all_said,
    created,
    like,
    paged,
    said,
    who,
)

router = Place(tags=["bundles"])


class BundleTold(Schema):
    """A compiled policy: waiting, in_force, replaced or overtaken."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", revision=7, state="in_force", digest="9f2a", previous_digest="51c0",
        compiled_on="2026-11-20", good_until="2027-05-19T00:00:00Z", restores=None,
        prepared_by={"id": "6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11", "name": "Dana Whitfield"},
        prepared_at="2026-11-20T15:00:00Z",
        activated_by={"id": "2b6f0c1f-4c0b-4b38-9b86-3d0a3c2f5a11", "name": "Ada Lind"},
        activated_at="2026-11-20T15:20:00Z",
    )  # fmt: skip

    id: str
    revision: int
    state: str
    digest: str
    previous_digest: str
    compiled_on: date
    good_until: datetime
    restores: int | None
    prepared_by: Named
    prepared_at: datetime
    activated_by: Named | None
    activated_at: datetime | None


class BundlePage(Page[BundleTold]):
    """Policies, newest first."""


class BundleChangeTold(Schema):
    """One difference, and which way it goes: gains, loses or changes."""

    turn: str
    sentence: str


class RuleChecked(Schema):
    """A rule that every policy must keep, with what speaks against it."""

    id: str
    says: str
    holds: bool
    counterexamples: list[str]
    cells: int = Field(description="How many single cases were gone through.")


class Difference(Schema):
    """What a policy changes against the one before it, and the rules it was checked against."""

    model_config = like(
        changes=[{"turn": "gains", "sentence": "New: teachers (grades 6–8, every school) may use MagicSchool ..."}],
        checked=[
            {"id": "agreement", "says": "No tool without an agreement in date receives student records.",
             "holds": True, "counterexamples": [], "cells": 24}
        ],
        can_be_published=True,
    )  # fmt: skip

    changes: list[BundleChangeTold]
    checked: list[RuleChecked]
    can_be_published: bool


class BundleWithDifference(BundleTold):
    """A policy with its difference."""

    model_config = like()

    difference: Difference


@router.get("/bundles", response={200: BundlePage, REFUSALS: ProblemDocument})
def list_bundles(request: HttpRequest, span: Query[Span]) -> object:
    """Every policy that was prepared, newest first."""
    return paged(bundles(who(request)), span, _told)


@router.get("/bundles/unpublished", response={200: Difference, REFUSALS: ProblemDocument})
def read_unpublished(request: HttpRequest) -> object:
    """What the records would change if they were published today."""
    return _difference(unpublished(who(request)))


@router.post("/bundles/roll-back", response={201: BundleWithDifference, REFUSALS: ProblemDocument})
def prepare_a_roll_back(request: HttpRequest) -> object:
    """Prepare the content of the policy before the one in force as the next one."""
    actor = who(request)
    return created(_whole(actor, roll_back_bundle(actor, now=utc_now())))


@router.get("/bundles/{bundle_id}", response={200: BundleWithDifference, REFUSALS: ProblemDocument})
def read_bundle(request: HttpRequest, bundle_id: UUID) -> object:
    """One policy: what it changes, and what it was checked against."""
    actor = who(request)
    return _whole(actor, bundle_by_id(actor, str(bundle_id)))


@router.post("/bundles", response={201: BundleWithDifference, REFUSALS: ProblemDocument})
def prepare_a_bundle(request: HttpRequest) -> object:
    """Compile the records of today into a policy that another person can activate."""
    actor = who(request)
    return created(_whole(actor, prepare_bundle(actor, now=utc_now())))


@router.post("/bundles/{bundle_id}/activate", response={200: BundleTold, REFUSALS: ProblemDocument})
def activate_a_bundle(request: HttpRequest, bundle_id: UUID) -> object:
    """Sign it and put it in force, by another person than the one who prepared it."""
    actor = who(request)
    return _told(activate_bundle(actor, bundle_by_id(actor, str(bundle_id)), now=utc_now()))


def _told(bundle: Bundle) -> BundleTold:
    names = names_of([bundle.prepared_by, bundle.activated_by])
    activated_by = Named(id=bundle.activated_by, name=names[bundle.activated_by]) if bundle.activated_by else None
    return BundleTold(
        id=str(bundle.pk),
        revision=bundle.revision,
        state=state_of(bundle).value,
        digest=bundle.digest,
        previous_digest=bundle.previous_digest,
        compiled_on=bundle.compiled_on,
        good_until=bundle.good_until,
        restores=bundle.restores,
        prepared_by=Named(id=bundle.prepared_by, name=names[bundle.prepared_by]),
        prepared_at=bundle.prepared_at,
        activated_by=activated_by,
        activated_at=bundle.activated_at,
    )


def _whole(actor: Actor, bundle: Bundle) -> BundleWithDifference:
    return BundleWithDifference(**_told(bundle).dict(), difference=_difference(look_at(actor, bundle)))


def _difference(look: Look) -> Difference:
    return Difference(
        changes=[BundleChangeTold(turn=each.turn.value, sentence=said(each.sentence)) for each in look.changes],
        checked=[
            RuleChecked(
                id=each.id,
                says=said(each.says),
                holds=each.holds,
                counterexamples=all_said(each.counterexamples),
                cells=each.cells,
            )
            for each in look.checked
        ],
        can_be_published=all(each.holds for each in look.checked),
    )
