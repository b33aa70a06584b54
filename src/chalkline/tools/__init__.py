"""What is there, who makes it, can it be trusted, under which contract?"""
