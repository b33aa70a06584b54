"""The public door of the public register."""

from chalkline.report.public.handout import NO_RESULT, handout
from chalkline.report.public.queries import register
from chalkline.report.public.words import (
    PEOPLE_DECIDE,
    TEACHER_SEES,
    TOUCH_NAMES,
    Found,
    Listed,
    ListedCodes,
    NoLonger,
    Register,
    SaidNo,
    Touch,
)

__all__ = [
    "NO_RESULT",
    "PEOPLE_DECIDE",
    "TEACHER_SEES",
    "TOUCH_NAMES",
    "Found",
    "Listed",
    "ListedCodes",
    "NoLonger",
    "Register",
    "SaidNo",
    "Touch",
    "handout",
    "register",
]
