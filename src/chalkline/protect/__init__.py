"""What in this text is about a student, and what may be shown about a small group?

Protect owns: detector, finding of an element in a text, stand-in, redaction, disclosure control (small groups).
Pure: no Django, no database, no clock.
"""
