"""The public door of evidence."""

from chalkline.report.evidence.commands import announce_export
from chalkline.report.evidence.events import EvidenceExported
from chalkline.report.evidence.exporting import export_evidence

__all__ = ["EvidenceExported", "announce_export", "export_evidence"]
