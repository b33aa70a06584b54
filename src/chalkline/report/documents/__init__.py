"""How does one text reach a screen, a sheet of paper and a screen reader, and say the same in each?

Documents owns: document (a tree of sections, sentences, lists, tables, pictures of numbers and callouts, without a
language), said document (the same tree in one language), source (what a number in a sentence opens to).

It refuses: text that only one rendering shows, a picture without its numbers beside it, and a PDF that a screen
reader could not read: the maker of PDFs fails rather than give one.
"""
