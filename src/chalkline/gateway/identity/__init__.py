"""Who calls? The key says for which use; a token of the district or the signature of a front end says who is behind it.

Nothing here asks a database or another server while a call waits: people come from the extract of the roster, keys of
issuers are fetched in the background.
"""
