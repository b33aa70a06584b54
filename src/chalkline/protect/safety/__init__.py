"""Is somebody in danger, or does a text go where a school does not go, and what follows from it?

Owns: category, severity, signal, rule, context (why an alarming word is none), act, safety setting, help answer.
One first stage, by words and patterns, in English and Spanish; its rules are data (law/vocabulary/safety/).
Refuses: to promise that everything is found, and to let a setting for staff work reach a student's danger.
Pure: no Django, no database, no clock.
"""
