"""Whose name is on a request now, what do they have to do, and by when?

Holders owns: holder (exactly one person for every open request, with a day). It keeps nothing: it reads reviews, the
agenda, delegations and appeals. Where nobody is named, the post that answers for such decisions is, then the AI
coordinator, then whoever leads, and in the end whoever asked.
"""
