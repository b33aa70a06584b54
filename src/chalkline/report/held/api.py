"""The public door of held."""

from chalkline.report.held.document import document_of_held
from chalkline.report.held.queries import document_for_family, held_elsewhere, take_out_what_is_held

__all__ = ["document_for_family", "document_of_held", "held_elsewhere", "take_out_what_is_held"]
