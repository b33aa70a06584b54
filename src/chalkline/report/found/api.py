"""The public door of found."""

from chalkline.report.found.comparison import document_of_comparison, grown_said, people_said
from chalkline.report.found.document import document_of_audit

__all__ = ["document_of_audit", "document_of_comparison", "grown_said", "people_said"]
