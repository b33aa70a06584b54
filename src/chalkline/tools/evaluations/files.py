"""Which files may be handed in as evidence. Pure. Kept as they came, never opened here, never shown inline."""

from __future__ import annotations

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.tools.evaluations.words import LARGEST_FILE

ZIP = b"PK\x03\x04"
BEGINS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "docx": (ZIP,),
    "xlsx": (ZIP,),
    "pptx": (ZIP,),
}
TEXTS = frozenset({"txt", "csv", "md"})
ACCEPTED = ", ".join(f".{each}" for each in sorted({*BEGINS, *TEXTS}))


def checked_name(name: str, content: bytes) -> str:
    """The file's name without anything a system could stumble over. Raises Problem("evaluations.file_refused").

    A file must be of a kind we know, by its name and by how it begins: a program under another name is refused.
    """
    if len(content) > LARGEST_FILE:
        raise _refused(Sentence("It is larger than 20 MB."), Kind.TOO_LARGE)
    if not content:
        raise _refused(Sentence("It is empty."))
    tidy = "".join(each if each.isalnum() or each in "._- " else "_" for each in name.replace("\\", "/").split("/")[-1])
    tidy = tidy.strip(" .")[-120:]
    ending = tidy.rpartition(".")[2].lower()
    if ending in BEGINS:
        if not content.startswith(BEGINS[ending]):
            raise _refused(Sentence("It is not what its name says."))
    elif ending in TEXTS:
        _must_be_text(content)
    else:
        raise _refused(Sentence("Files of this kind are not taken."))
    return tidy


def _must_be_text(content: bytes) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(Sentence("It is not text in UTF-8.")) from None
    if "\0" in text:
        raise _refused(Sentence("It is not what its name says."))


def _refused(why: Sentence, kind: Kind = Kind.INVALID) -> Problem:
    return Problem(
        "evaluations.file_refused",
        what=Sentence("This file cannot be taken."),
        why=why,
        next_step=Sentence(
            "Take a PDF, a picture, an Office file or a text, of at most 20 MB: {kinds}.", kinds=ACCEPTED
        ),
        kind=kind,
        fields={"file": why},
    )
