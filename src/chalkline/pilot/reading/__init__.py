"""A table (CSV or .xlsx) that somebody handed in, read in a process of its own, row by row.

Pure apart from the files it is told to read and write: no database, no Django. What is wrong with a row is said
for that row, in a file to mend; what is wrong with the file as a whole is one refusal.
"""
