"""Does a name alone change what a model answers?

Paired prompts owns: set (requests that are the same but for the name), check (one model, one set, how often), answer
measured (numbers alone: the words of an answer are not kept), difference (between a group of names and the others, with
an interval and how likely chance alone gives as much). Every difference is shown, also where nothing can be said yet.

It refuses: to call anything proven, to leave a measure out because it looks bad, and to say something after too few
runs.
"""
