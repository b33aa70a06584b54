"""What will be tried, with whom, how will we know, and what will we do then?

Plans owns: pilot, plan (question, measure, smallest effect that matters, design, rule), unit (the student, teacher,
class or school that is assigned), lock, amendment, draw. A plan is locked by a second person before any outcome is
handed in; from then on its digest stands in the ledger.

It refuses: a lock by whoever planned or asked, a change after the lock that is not a dated amendment, a second draw,
and a draw that nobody could repeat.
"""
