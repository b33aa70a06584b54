"""What came out, for whom, on which side?

Measures owns: upload (an outcome file), outcome (one row: before, after, groups). Of a person it keeps a keyed code
and never a number or a name. Files are read in a child process with limits, and deleted.

It refuses: outcomes before the plan is locked, outside the registered days, of units that were not assigned, and
any after the verdict.
"""
