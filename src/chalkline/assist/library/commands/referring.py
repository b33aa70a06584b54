"""What the writes of the library share: rows taken in one order, things named, reasons asked for."""

from __future__ import annotations

from chalkline.assist.library.models import Document, Version
from chalkline.assist.library.refusals import reason_missing
from chalkline.kernel.subjects import SubjectRef


def locked(version: Version) -> tuple[Document, Version]:
    """The document first, then its version: two people deciding at once wait for each other."""
    document = Document.objects.select_for_update().get(pk=version.document_id)
    return document, Version.objects.select_for_update().get(pk=version.pk)


def reason_given(why: str) -> str:
    """The reason, trimmed. Raises Problem("library.reason_missing")."""
    if not why.strip():
        raise reason_missing()
    return why.strip()[:300]


def document_ref(document: Document, digest: str = "") -> SubjectRef:
    """A document, and which version of it is meant."""
    return SubjectRef("document", str(document.pk), digest)


def version_ref(version: Version) -> SubjectRef:
    """Exactly this version."""
    return SubjectRef("version", str(version.pk), version.digest)
