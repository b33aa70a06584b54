"""What did privacy, curriculum and security find, and under which conditions would they agree?"""
