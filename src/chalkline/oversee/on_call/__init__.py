"""A student may be in danger: who is told, right now, and what did they do?

On call owns: rota (of a school, or of the district: who is on call when, and the fallback who always is), alert (a
signal of danger that a gateway wrote down, sealed), step (told, taken, handed over, passed on, closed), drill. At every
minute somebody is responsible.

It refuses: to leave an alert with nobody, to show what was typed without a reason that is written down, to close an
alert without words about what was done, and to say in a notice whom it is about.
"""
