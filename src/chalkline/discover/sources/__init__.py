"""Which logs were loaded, what was in them, what can each of them not show?

Sources owns: source (one log file that was loaded), shape (a log format, told by its content), rejected
row, address list, mapping (what the district said about a header). Of a log only AI rows are kept, without
paths, names or times of day; the file itself is deleted. Reading happens in a child process with limits.

It refuses: to guess which column is which where it cannot tell; to count a visit twice; to keep anything
about use that is not AI.
"""
