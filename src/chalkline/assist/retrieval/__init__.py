"""Which approved passages speak to a question?

Retrieval owns: shelf (what can be found, a row a live passage), term (a word as it is matched), score, cover (how much
of the question a passage speaks of). By words always, in English and Spanish, alike on both databases; by meaning too
where an encoder is installed, in English.

It refuses: to give a passage that is not live at this moment, whatever still stands on the shelf: every search joins
the library's own condition.
"""
