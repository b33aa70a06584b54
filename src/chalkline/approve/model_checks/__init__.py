"""Was the model that a request would call looked at for bias before a committee decides?

Model checks owns: model check (what a finished check of a model found: the same requests under different names, the
differences that stand out), call for a check (why a request needs one: students at the keyboard, people flagged or
scored, the reddest data, or a purpose in which an answer is about one child of whom something goes in), going without
(somebody who does not ask for it says in writing why there is none).

It refuses: to count a check that is half a year old, that used requests of another kind, or of a model that has
changed since; and going without by anybody who asks for the same.
"""
