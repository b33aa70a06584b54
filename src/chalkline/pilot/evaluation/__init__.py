"""Did it help, by the rule that was registered before anybody knew?

Evaluation owns: result, verdict (scale, iterate, stop) with its reasons, effect with its interval, attrition and
equivalence of the groups, effects by subgroup. It reckons once, from one accepted upload and one locked plan, and
keeps the digest of everything that went in, so that anybody who may see the rows gets the same result again.

It refuses: a verdict before the outcomes are in, a second look, and numbers about fewer than ten people.
"""
