"""The public door of holds."""

from chalkline.publish.holds.commands import show_hold
from chalkline.publish.holds.queries import holds_shown

__all__ = ["holds_shown", "show_hold"]
