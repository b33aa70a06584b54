"""The public door of security audits."""

from chalkline.oversee.security_audits.checklist import checklist, item_by_id
from chalkline.oversee.security_audits.commands import (
    answer_item,
    begin_security_audit,
    finish_security_audit,
    mend_weakness,
    note_weakness,
    retest_weakness,
)
from chalkline.oversee.security_audits.models import AuditAnswer, SecurityAudit, Weakness
from chalkline.oversee.security_audits.queries import security_audit_by_id, security_audits, weakness_by_id, weaknesses
from chalkline.oversee.security_audits.words import (
    EVIDENCE_NAMES,
    SEVERITY_NAMES,
    VERDICT_NAMES,
    WEAKNESS_STATE_NAMES,
    Answered,
    Evidence,
    Item,
    Severity,
    Verdict,
    WeaknessState,
)

__all__ = [
    "EVIDENCE_NAMES",
    "SEVERITY_NAMES",
    "VERDICT_NAMES",
    "WEAKNESS_STATE_NAMES",
    "Answered",
    "AuditAnswer",
    "Evidence",
    "Item",
    "SecurityAudit",
    "Severity",
    "Verdict",
    "Weakness",
    "WeaknessState",
    "answer_item",
    "begin_security_audit",
    "checklist",
    "finish_security_audit",
    "item_by_id",
    "mend_weakness",
    "note_weakness",
    "retest_weakness",
    "security_audit_by_id",
    "security_audits",
    "weakness_by_id",
    "weaknesses",
]
