"""The public door of output review."""

from chalkline.oversee.output_review.commands import (
    draw_sample,
    let_samples_lapse,
    name_monitor,
    read_sample,
    review_output,
)
from chalkline.oversee.output_review.jobs import take_in
from chalkline.oversee.output_review.models import Monitor, Review, Sample
from chalkline.oversee.output_review.queries import (
    Results,
    monitor_of,
    notes_of,
    results,
    sample_by_id,
    samples_late,
    samples_to_review,
)
from chalkline.oversee.output_review.telling import review_and_raise_concern
from chalkline.oversee.output_review.words import (
    FINDING_NAMES,
    SEVERITY_NAMES,
    STATE_NAMES,
    Finding,
    Judged,
    Month,
    Rate,
    SampleState,
    Severity,
)

__all__ = [
    "FINDING_NAMES",
    "SEVERITY_NAMES",
    "STATE_NAMES",
    "Finding",
    "Judged",
    "Monitor",
    "Month",
    "Rate",
    "Results",
    "Review",
    "Sample",
    "SampleState",
    "Severity",
    "draw_sample",
    "let_samples_lapse",
    "monitor_of",
    "name_monitor",
    "notes_of",
    "read_sample",
    "results",
    "review_and_raise_concern",
    "review_output",
    "sample_by_id",
    "samples_late",
    "samples_to_review",
    "take_in",
]
