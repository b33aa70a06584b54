"""How far does this class work with AI, and how do its students and families know?

Expectations owns: level (one of five, of a class of the roster), piece of work (an assignment of a class with a level
of its own for some days), link (the address under which students and families read both, without an account).

It refuses: a class that one does not teach, and a level above what approved uses leave room for.
"""
