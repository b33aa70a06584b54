"""The public door of helps."""

from chalkline.publish.helps.commands import show_helps
from chalkline.publish.helps.queries import helps_shown

__all__ = ["helps_shown", "show_helps"]
