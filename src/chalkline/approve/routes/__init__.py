"""How much care does a request need, which rule says so, and which way does it go: fast lane, standard, full committee?

Routes owns: test (something that is true of a request), rule set (which test asks for how much care; versions, in force
by a committee's decision), level with every rule that spoke, lane. Everything is computed, nothing is typed in.

It refuses: a rule set below the floor that law and the catalogue of purposes draw (restricted data, matters of high
stakes, students and their records), and a lane past the committee for a red matter.
"""
