"""The public door of audits."""

from chalkline.discover.audits.commands import take_audit
from chalkline.discover.audits.models import TakenAudit
from chalkline.discover.audits.queries import (
    audits_taken,
    compare_audits,
    contents_now,
    contents_taken,
    since_last,
    taken_audit,
)
from chalkline.discover.audits.rules import compared
from chalkline.discover.audits.words import Comparison, Contents, Grown, Moved, SourceThen, ToolThen

__all__ = [
    "Comparison",
    "Contents",
    "Grown",
    "Moved",
    "SourceThen",
    "TakenAudit",
    "ToolThen",
    "audits_taken",
    "compare_audits",
    "compared",
    "contents_now",
    "contents_taken",
    "since_last",
    "take_audit",
    "taken_audit",
]
