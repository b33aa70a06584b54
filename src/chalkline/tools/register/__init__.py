"""Which AI services exist (the catalogue), and which of them does this district know (the register)?

Register owns: catalogue (what could be met in a log: names, makers, domains), service (one entry of
it), tool (a service this district has taken note of, or one it entered itself), host and app-name
matching, search by name. A tool is named by its slug everywhere: in policies, calls and histories.

It refuses: to guess. A host matches a service at a label boundary or not at all; a newer catalogue
never overwrites what the district corrected itself.
"""
