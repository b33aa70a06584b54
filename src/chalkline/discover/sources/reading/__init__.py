"""What runs apart: opening a file that may be anything, telling what it is, and keeping only AI rows of it.

Everything in this folder runs in a child process with limits, and knows no Django and no database of
ours. It is given an order (which file, who is who, what to look for) and tells what it found.
"""
