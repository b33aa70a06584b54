"""The public door of the public register."""

from chalkline.report.public.handout import handout
from chalkline.report.public.queries import register
from chalkline.report.public.words import TOUCH_NAMES, Listed, ListedCodes, NoLonger, Register, SaidNo, Touch

__all__ = [
    "TOUCH_NAMES",
    "Listed",
    "ListedCodes",
    "NoLonger",
    "Register",
    "SaidNo",
    "Touch",
    "handout",
    "register",
]
