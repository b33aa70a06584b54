"""Purpose: which problem, and which first; what is known of each, and which use of AI might help."""
