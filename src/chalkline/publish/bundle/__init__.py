"""Which policy is compiled, checked, compared, signed and activated?

Owns: candidate (a compiled policy that one person prepared), revision, bundle in force, roll back.
It refuses: a policy that breaks an invariant; activation by the person who prepared it; a candidate whose
records have changed since. What it publishes is content of records and never typed in.
"""
