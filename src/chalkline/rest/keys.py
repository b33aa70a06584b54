"""/api/v1/keys: what a caller shows the gateway, for one approved use and one holder."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.publish.standing_pack.api import (
    Holder,
    HolderKind,
    Key,
    issue_key,
    key_by_id,
    keys_of,
    pack_head,
    revoke_key,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["keys"])

TOLD = {
    "id": "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10",
    "label": "Science 7, period 2",
    "hint": "Qx4f",
    "use_id": "2b6f0c1f-4c0b-4b38-9b86-3d0a3c2f5a11",
    "tool": "magicschool",
    "holder_kind": "class",
    "role": "student",
    "grade_bands": ["g68"],
    "school": {"id": "6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11", "name": "Juniper Middle School"},
    "person": {"id": "7a0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11", "name": "Theo Banks"},
    "people_sign_in": False,
    "class_id": "K212",
    "issued_at": "2026-11-20T15:00:00Z",
    "revoked_at": None,
}


class KeyWanted(Sent):
    """For whom a key is. Only apps and services may leave grade and school to each call."""

    model_config = like(
        use_id="2b6f0c1f-4c0b-4b38-9b86-3d0a3c2f5a11", holder_kind="class", label="Science 7, period 2",
        role="student", grade_bands=["g68"], school_id="6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11",
        person_id="7a0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11",
    )  # fmt: skip

    use_id: Id
    holder_kind: HolderKind
    label: Short
    role: Id
    grade_bands: list[Id] = Field([], max_length=10)
    school_id: UUID | None = None
    person_id: UUID | None = None
    people_sign_in: bool = Field(False, description="An app behind which each call names a person, with proof.")
    class_id: Short = Field("", description="For a key of a class: the class's id in the roster.")


class KeyTold(Schema):
    """A key, without its secret: only its digest was kept."""

    model_config = like(**TOLD)

    id: str
    label: str
    hint: str = Field(description="The last four characters of the secret.")
    use_id: str
    tool: str
    holder_kind: str
    role: str
    grade_bands: list[str]
    school: Named | None
    person: Named | None
    people_sign_in: bool
    class_id: str
    issued_at: datetime
    revoked_at: datetime | None


class KeyPage(Page[KeyTold]):
    """Keys, newest first."""


class KeyIssued(KeyTold):
    """A new key with its secret, which is shown now and never again."""

    model_config = like(**(TOLD | {"secret": "ck-…"}))

    secret: str


class PackTold(Schema):
    """How far standing packs have been issued: what gateways know of keys and stops."""

    model_config = like(issue=412, issued_at="2026-11-20T15:00:00Z", good_until="2026-11-21T03:00:00Z")

    issue: int
    issued_at: datetime | None
    good_until: datetime | None


@router.get("/keys", response={200: KeyPage, REFUSALS: ProblemDocument})
def list_keys(request: HttpRequest, span: Query[Span], use_id: Id = "") -> object:
    """Keys one may see: all of them, or one's own."""
    return paged(keys_of(who(request), use_id), span, _told)


@router.post("/keys", response={201: KeyIssued, REFUSALS: ProblemDocument})
def issue_a_key(request: HttpRequest, key: KeyWanted) -> object:
    """Issue a key for one approved use and one holder."""
    holder = Holder(
        kind=key.holder_kind,
        label=key.label,
        role=key.role,
        grade_bands=frozenset(key.grade_bands),
        school_id=str(key.school_id or ""),
        person_id=str(key.person_id or ""),
        people_sign_in=key.people_sign_in,
        class_id=key.class_id,
    )
    actor = who(request)
    issued, secret = issue_key(actor, key.use_id, holder, now=utc_now())
    return created(KeyIssued(**_told(key_by_id(actor, str(issued.pk))).dict(), secret=secret))


@router.get("/keys/{key_id}", response={200: KeyTold, REFUSALS: ProblemDocument})
def read_key(request: HttpRequest, key_id: UUID) -> object:
    """One key."""
    return _told(key_by_id(who(request), str(key_id)))


@router.post("/keys/{key_id}/revoke", response={200: KeyTold, REFUSALS: ProblemDocument})
def revoke_a_key(request: HttpRequest, key_id: UUID) -> object:
    """End a key for good; gateways refuse it within seconds."""
    actor = who(request)
    revoke_key(actor, key_by_id(actor, str(key_id)), now=utc_now())
    return _told(key_by_id(actor, str(key_id)))


@router.get("/pack", response={200: PackTold, REFUSALS: ProblemDocument})
def read_pack(request: HttpRequest) -> object:
    """The newest standing pack."""
    who(request).must("bundles.see")
    head = pack_head()
    if head is None:
        return PackTold(issue=0, issued_at=None, good_until=None)
    return PackTold(issue=head.issue, issued_at=head.issued_at, good_until=head.good_until)


def _told(key: Key) -> KeyTold:
    return KeyTold(
        id=str(key.pk),
        label=key.label,
        hint=key.hint,
        use_id=str(key.use_id),
        tool=key.use.tool.slug,
        holder_kind=key.holder_kind,
        role=key.role,
        grade_bands=key.grade_bands,
        school=Named(id=str(key.school_id), name=str(key.school)) if key.school else None,
        person=Named(id=str(key.person_id), name=str(key.person)) if key.person else None,
        people_sign_in=key.people_sign_in,
        class_id=key.class_id,
        issued_at=key.issued_at,
        revoked_at=key.revoked_at,
    )
