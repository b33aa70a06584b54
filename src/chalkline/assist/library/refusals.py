"""The sentences of what the library refuses, a child process's refusals among them."""

from __future__ import annotations

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

NOT_ADDED = Sentence("Nothing of it is used.")


def file_too_large(size: int, limit: int) -> Problem:
    """Too large, or empty."""
    if not size:
        return _file("library.file_empty", Sentence("The file is empty."), Sentence("Choose the file again."))
    return Problem(
        "library.file_too_large",
        what=Sentence("The file is larger than {mb} MB.", mb=limit // 1024 // 1024),
        why=Sentence("Long files are hard to quote from, and slow to read."),
        next_step=Sentence("Save it with smaller pictures, or add its parts one by one."),
        kind=Kind.TOO_LARGE,
        fields={"file": Sentence("Choose a file of at most {mb} MB.", mb=limit // 1024 // 1024)},
    )


def already_there(title: str) -> Problem:
    """The same bytes again."""
    return Problem(
        "library.already_there",
        what=Sentence("This very file is in the library already, as “{title}”.", title=title),
        why=Sentence("Two copies would be reviewed and expire apart, and one would be forgotten."),
        next_step=Sentence("Open that document to renew it, or add the file that changed."),
        kind=Kind.CONFLICT,
        fields={"file": Sentence("This file is in the library already.")},
    )


def answer_empty(longest: int) -> Problem:
    """An answer without words, or a book."""
    return Problem(
        "library.answer_unclear",
        what=Sentence("Write the answer, in at most {n} characters.", n=longest),
        why=Sentence("It is quoted word for word to families."),
        next_step=Sentence("Write a short answer, or add a document instead."),
        fields={"answer": Sentence("Write the answer, in at most {n} characters.", n=longest)},
    )


def reason_missing() -> Problem:
    """A binding step without a reason."""
    return Problem(
        "library.reason_missing",
        what=Sentence("Write down why."),
        why=Sentence("Whoever added it, and whoever looks back, will want to know."),
        next_step=Sentence("One sentence is enough."),
        fields={"why": Sentence("Write why.")},
    )


def refused(code: str) -> Problem:
    """What the child process says of a file, by its code."""
    what, next_step = _OF_FILES[code]
    kind = Kind.TOO_LARGE if code in {"library.too_much", "library.unpacks_too_far"} else Kind.INVALID
    return _file(code, what, next_step, kind)


def _file(code: str, what: Sentence, next_step: Sentence, kind: Kind = Kind.INVALID) -> Problem:
    return Problem(code, what=what, why=NOT_ADDED, next_step=next_step, kind=kind, fields={"file": what})


_OF_FILES: dict[str, tuple[Sentence, Sentence]] = {
    "library.file_empty": (
        Sentence("There is no text in this file."),
        Sentence("Open it to see whether it is the right one, and add it again."),
    ),
    "library.scanned": (
        Sentence("This PDF is a picture of pages: it holds no text that can be quoted."),
        Sentence("Export it as PDF from the program it was written in, or run text recognition on it first."),
    ),
    "library.encrypted": (
        Sentence("This file is locked with a password."),
        Sentence("Save it without a password and add it again."),
    ),
    "library.wrong_kind": (
        Sentence("This is not a PDF, a Word document (.docx), a web page or plain text."),
        Sentence("Open it in the program it was made with, and save or export it as PDF or .docx; then add that."),
    ),
    "library.damaged": (
        Sentence("This file is damaged and cannot be read to its end."),
        Sentence("Open it, save it anew, and add that."),
    ),
    "library.encoding": (
        Sentence("The letters of this text cannot be told: it is not UTF-8."),
        Sentence("Save the text as UTF-8 and add it again."),
    ),
    "library.unpacks_too_far": (
        Sentence("This file unpacks to far more than a document holds."),
        Sentence("Check where it comes from. If it is right, export it as PDF."),
    ),
    "library.too_much": (
        Sentence("Reading this file took more memory or time than a document may take."),
        Sentence("Save it with smaller pictures, or add its parts one by one."),
    ),
}
FILE_CODES = frozenset(_OF_FILES)
