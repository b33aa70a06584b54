"""What a question is about, and which of its words may be kept once its text is gone. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from chalkline.assist.library.api import Theme
from chalkline.assist.retrieval.api import Hit, language_of, terms_of, words_of

MARKS: dict[Theme, str] = {
    Theme.BUSES: "bus buses route stop driver pickup autobus camion ruta parada transporte",
    Theme.ENROLLMENT: "enroll enrollment register registration transfer residency inscribir inscripcion matricula",
    Theme.CALENDAR: "calendar holiday break dismissal schedule hours start vacation calendario horario vacaciones",
    Theme.MEALS: "lunch breakfast meal menu cafeteria allergy almuerzo desayuno comida",
    Theme.ATTENDANCE: "absent absence attendance late tardy truancy ausencia asistencia tarde faltar",
    Theme.HEALTH: "vaccine immunization shot nurse medication fever sick vacuna medicina enfermera fiebre",
    Theme.LEARNING: "class grade homework report teacher conference summer reading clase tarea calificacion",
    Theme.DEVICES: "chromebook laptop password wifi account device computadora contrasena cuenta",
    Theme.AI: "ai chatgpt artificial intelligence chatbot inteligencia ia",
    Theme.SAFETY: "snow weather closing emergency drill storm nieve emergencia simulacro tormenta",
}
KEPT_WORDS = 8


def theme_of(text: str, hits: Sequence[Hit], *, sure: bool) -> Theme:
    """The theme of what was found, where that answers; else by the words of the question."""
    if sure and hits:
        return Theme(hits[0].theme)
    language = language_of(text)
    asked = Counter(terms_of(text, language))
    scores = {theme: sum(asked[term] for term in terms_of(marks, language)) for theme, marks in MARKS.items()}
    best = max(scores, key=lambda theme: scores[theme])
    return best if scores[best] else Theme.OTHER


def kept_words(text: str) -> list[str]:
    """A few plain words of a question that say what is missing, never a name, a number or an address.

    Words with a capital inside a sentence are left out, and so is everything beside an @ or a digit.
    """
    language = language_of(text)
    plain = re.sub(r"\S*[@\d/]\S*", " ", text)
    kept: list[str] = []
    begins = True
    for piece in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.!?\n]", plain):
        if piece in ".!?\n":
            begins = True
            continue
        is_name = piece[0].isupper() and not (begins and _is_common(piece))
        begins = False
        word = piece.lower()
        if not is_name and len(word) > 2 and terms_of(word, language) and word not in kept:
            kept.append(word)
    return kept[:KEPT_WORDS]


def _is_common(piece: str) -> bool:
    """Whether a word that begins a sentence is surely no name: one of the marks above."""
    return any(word in marks.split() for word in words_of(piece) for marks in MARKS.values())
