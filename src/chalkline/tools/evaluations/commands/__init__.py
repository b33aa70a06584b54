"""Writes of evaluations."""

from chalkline.tools.evaluations.commands.answering import (
    asked_now,
    attach_evidence_by_link,
    list_subprocessors_by_link,
    name_respondent,
    save_answers,
    submit_answers,
    take_back_evidence,
)
from chalkline.tools.evaluations.commands.assessing import (
    Assessed,
    accept_risk,
    assess_answers,
    end_accepted_risk,
    finish_evaluation,
)
from chalkline.tools.evaluations.commands.documents import answer_from_documents, attach_evidence, list_subprocessors
from chalkline.tools.evaluations.commands.exchanging import (
    confirm_district_key,
    export_evaluation,
    receive_shared,
    refuse_district_key,
)
from chalkline.tools.evaluations.commands.starting import (
    ask_back,
    make_vendor_link,
    revoke_vendor_link,
    set_evaluation_aside,
    start_evaluation,
)
from chalkline.tools.evaluations.commands.taking_over import questions_in, take_over_shared, takeable

__all__ = [
    "Assessed",
    "accept_risk",
    "answer_from_documents",
    "ask_back",
    "asked_now",
    "assess_answers",
    "attach_evidence",
    "attach_evidence_by_link",
    "confirm_district_key",
    "end_accepted_risk",
    "export_evaluation",
    "finish_evaluation",
    "list_subprocessors",
    "list_subprocessors_by_link",
    "make_vendor_link",
    "name_respondent",
    "questions_in",
    "receive_shared",
    "refuse_district_key",
    "revoke_vendor_link",
    "save_answers",
    "set_evaluation_aside",
    "start_evaluation",
    "submit_answers",
    "take_back_evidence",
    "take_over_shared",
    "takeable",
]
