"""The public door of agreements."""

from chalkline.tools.agreements.commands import end_agreement, record_agreement
from chalkline.tools.agreements.importing import (
    AgreementRow,
    check_row,
    compare_agreements,
    take_over_agreements,
)
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.agreements.queries import (
    agreement_by_id,
    agreements,
    agreements_in_force,
    agreements_of,
    last_day,
    notice_by,
    terms_of,
)
from chalkline.tools.agreements.renewing import put_renewal_before
from chalkline.tools.agreements.schedule import RowRead, ScheduleRead, read_elements, read_schedule
from chalkline.tools.agreements.words import (
    AI_TERMS_NAMES,
    CLAUSES,
    COVERS_STUDENTS,
    KIND_NAMES,
    NO_TERMS,
    AgreementKind,
    AiTerms,
    InForce,
    Terms,
)

__all__ = [
    "AI_TERMS_NAMES",
    "CLAUSES",
    "COVERS_STUDENTS",
    "KIND_NAMES",
    "NO_TERMS",
    "Agreement",
    "AgreementKind",
    "AgreementRow",
    "AiTerms",
    "InForce",
    "RowRead",
    "ScheduleRead",
    "Terms",
    "agreement_by_id",
    "agreements",
    "agreements_in_force",
    "agreements_of",
    "check_row",
    "compare_agreements",
    "end_agreement",
    "last_day",
    "notice_by",
    "put_renewal_before",
    "read_elements",
    "read_schedule",
    "record_agreement",
    "take_over_agreements",
    "terms_of",
]
