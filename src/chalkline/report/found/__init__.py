"""What does an audit of AI in use look like on paper, and two of them side by side?

Found owns: the document of a taken audit, the document of a comparison. Both say what the audit shows and no more.

It refuses: a count that may not be shown; a picture without its numbers.
"""
