"""Which problem does the district have, how does it know, and how will it know that it is solved?

Problems owns: problem, owner, evidence, measurable outcome (measure, baseline, target, by when), and
the part of the work it helps, the goals it serves. A problem comes before any tool: use cases, requests and
pilots hang on it.

It refuses: a problem without an owner who works here, without evidence, or without an outcome that
one could fail to reach.
"""
