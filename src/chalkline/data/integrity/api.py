"""The public door of integrity."""

from chalkline.data.integrity.apart.asking import audit_apart
from chalkline.data.integrity.commands import (
    AUDITING,
    drop_requirement,
    hand_in_export,
    keep_audit,
    require_audit,
)
from chalkline.data.integrity.keeping import new_export_folder, rows_kept, rows_target
from chalkline.data.integrity.models import Audit, Requirement
from chalkline.data.integrity.queries import (
    audit_before,
    audit_by_id,
    audits,
    coverage_of,
    dimension_scores,
    found_in,
    groupings,
    latest_standing,
    requirement_of,
    requirements,
    unmet_requirement,
    uses_held_back,
)
from chalkline.data.integrity.words import (
    SEVERITY_NAMES,
    UNMET_NAMES,
    DimensionScore,
    Findings,
    GroupCovered,
    RuleFound,
    Severity,
    Standing,
    Unmet,
)

__all__ = [
    "AUDITING",
    "SEVERITY_NAMES",
    "UNMET_NAMES",
    "Audit",
    "DimensionScore",
    "Findings",
    "GroupCovered",
    "Requirement",
    "RuleFound",
    "Severity",
    "Standing",
    "Unmet",
    "audit_apart",
    "audit_before",
    "audit_by_id",
    "audits",
    "coverage_of",
    "dimension_scores",
    "drop_requirement",
    "found_in",
    "groupings",
    "hand_in_export",
    "keep_audit",
    "latest_standing",
    "new_export_folder",
    "require_audit",
    "requirement_of",
    "requirements",
    "rows_kept",
    "rows_target",
    "unmet_requirement",
    "uses_held_back",
]
