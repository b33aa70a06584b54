"""A list in a CSV or .xlsx file that somebody handed in, read in a process of its own: heading and rows as text.

What the cells mean is said where the list belongs; refused here is only what is no table, or too much of one.
"""
