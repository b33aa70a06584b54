"""What is not held, said plainly on the export itself, in both languages: a family reads it without us."""

from __future__ import annotations

from chalkline.kernel.sentences import Sentence

NOT_HELD_SAID = (
    Sentence(
        "What was typed to an AI tool and what it answered: the gateway keeps counts and ids of calls, never their "
        "text."
    ),
    Sentence(
        "Calls with the key of a class or an app: the record holds the key and the grade, and no student. A call that "
        "named this child was checked against the family's choices, and the name was not written down."
    ),
    Sentence("What was said in rounds of feedback: nobody is asked who they are."),
    Sentence("What a vendor keeps: that is asked of the vendor. The register says which tools get which data."),
)
IN_SPANISH = (  # also in the file, which is in no language of its own
    "Lo que se escribió a una herramienta de IA y lo que respondió: se guardan números e identificadores de las "
    "llamadas, nunca su texto.",
    "Las llamadas con la clave de una clase o de una aplicación: la constancia tiene la clave y el grado, y a ningún "
    "estudiante.",
    "Lo que se dijo en las consultas de opinión: a nadie se le pregunta quién es.",
    "Lo que guarda un proveedor: eso se pide al proveedor. El registro público dice qué herramienta recibe qué datos.",
)
NOT_HELD = (*(each.template for each in NOT_HELD_SAID), *IN_SPANISH)
