"""Whom does the gateway believe about the person behind an app?

Owns: front end (a program whose people call models through the gateway, and which signs who they are), issuer (whose
sign-in tokens are believed). It refuses: a front end for a use that is not in force, a secret shown twice, an issuer
for everybody's tenants.
"""
