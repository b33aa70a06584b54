"""What else does this district want to know of its tools, requests and makers?

Custom fields own: field (a question of the district's own, with a name in two languages and a kind), entry (what it
says of one tool, one request or one maker of tools). Entries stand in columns of their type with an index each, so that
lists are filtered and sorted by them as quickly as by anything else.

They refuse: to be rules. No verdict, no review and no decision reads them; what must hold for an approved use is a
condition. A field is retired and never deleted: what was entered stays.
"""
