"""Which systems hold the district's data, who answers for each, and what does it hold?

Systems owns: system (student system, learning platform, library, ...), owner, steward, hosting, the elements held.
Elements are those of the vocabulary; the tools that AI runs in are the register's, not systems here.

It refuses: an element nobody has defined, two systems of one name, and a system without an owner who works here.
"""
