"""Every rule, by its question."""

from chalkline.report.readiness.judging import guarding, knowing, leading, running  # noqa: F401  (they declare rules)
from chalkline.report.readiness.judging.declaring import RULES

__all__ = ["RULES"]
