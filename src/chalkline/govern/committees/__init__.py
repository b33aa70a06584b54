"""Who sits on which committee, when does it meet, what is on its agenda, who voted how and why?"""
