"""Which use of AI might help with which problem, what kind of AI is it, and who still decides?

Use cases owns: use case, kind of AI, what it reads about people, the human decision it serves. A use
case hangs on a problem and has one purpose of the controlled list (law/vocabulary).

It refuses: a purpose that is not on the list, and anything that flags or scores people without its
inputs listed and the person named who decides. Such a use case is not decided on before it says how its errors
are compared between groups of students.
"""
