"""What have gateways to know of the people a student can turn to?

Helps owns: help (of one school: who students can turn to, and whether somebody on call is on duty now). Whoever keeps
the rota says so here; the standing pack carries it. Without any, nobody is told of a danger, and no student's call is
answered.
"""
