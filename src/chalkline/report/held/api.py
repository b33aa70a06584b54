"""The public door of held."""

from chalkline.report.held.queries import held_elsewhere, take_out_what_is_held

__all__ = ["held_elsewhere", "take_out_what_is_held"]
