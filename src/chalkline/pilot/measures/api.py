"""The public door of measures."""

from chalkline.pilot.measures.commands import hand_in_outcomes, must_be_measuring, take_in_outcomes
from chalkline.pilot.measures.models import Upload
from chalkline.pilot.measures.queries import measured_about, rows_of, set_aside, upload_that_counts, uploads
from chalkline.pilot.measures.reading_in import FileRead, columns_of_outcomes, read_outcomes
from chalkline.pilot.measures.words import OutcomeRow, TakenIn, UploadState

__all__ = [
    "FileRead",
    "OutcomeRow",
    "TakenIn",
    "Upload",
    "UploadState",
    "columns_of_outcomes",
    "hand_in_outcomes",
    "measured_about",
    "must_be_measuring",
    "read_outcomes",
    "rows_of",
    "set_aside",
    "take_in_outcomes",
    "upload_that_counts",
    "uploads",
]
