"""What is not held, said plainly on the export itself, in both languages: a family reads it without us."""

from __future__ import annotations

NOT_HELD = (
    "What was typed to an AI tool and what it answered: the gateway keeps counts and ids of calls, never their text.",
    "Calls with the key of a class or an app: the record holds the key and the grade, and no student. A call that "
    "named this child was checked against the family's choices, and the name was not written down.",
    "What was said in rounds of feedback: nobody is asked who they are.",
    "What a vendor keeps: that is asked of the vendor. The register says which tools get which data.",
    "Lo que se escribió a una herramienta de IA y lo que respondió: se guardan números e identificadores de las "
    "llamadas, nunca su texto.",
    "Las llamadas con la clave de una clase o de una aplicación: la constancia tiene la clave y el grado, y a ningún "
    "estudiante.",
    "Lo que se dijo en las consultas de opinión: a nadie se le pregunta quién es.",
    "Lo que guarda un proveedor: eso se pide al proveedor. El registro público dice qué herramienta recibe qué datos.",
)
