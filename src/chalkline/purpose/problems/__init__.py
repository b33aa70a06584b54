"""What is the problem, who owns it, what shows that it is one, and how would we see it solved?"""
