"""How many calls, tokens and dollars may be used, by whom, and who hears of it before it ends?

Limits owns: limit (a most for a use, a school, a role, a person, or the district, over a minute, a day or a month),
notice (that most of one is used, or all). A limit restricts, so one person sets it and it reaches gateways at once with
the pack. It refuses: a limit of nobody, a limit without a reason, to say how much one person used.
"""
