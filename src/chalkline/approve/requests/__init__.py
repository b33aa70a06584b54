"""Who asked to use which tool, for what, with whose data, and how far has the asking come?

Requests owns: request, its terms, who asked (the first and all who joined), the states it passes
through, drafts of the form. Anybody employed may ask; whoever wants the same joins, and the count of
them is part of what the committee sees. A request may be filed without a problem behind it, and says
that it cannot be decided like that (``must_have_a_problem``).

It refuses: the same question twice by one person, a use case with another purpose, and any step that
the transition table does not know.
"""
