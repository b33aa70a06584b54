"""The data plane: may this call go out? Own process, no Django, no database.

Its only inputs are a signed bundle and a short-lived standing pack; its only output is a spool of facts.
"""
