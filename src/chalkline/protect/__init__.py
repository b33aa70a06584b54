"""What in this text is about a student, what may be shown about a small group, is a sentence borne out by its source?

Protect owns: detector, finding of an element in a text, stand-in, redaction, disclosure control (small groups),
standing of a sentence to its source.
Pure: no Django, no database, no clock.
"""
