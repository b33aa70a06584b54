"""What does the web filter, the DNS server, sign-in and the browser let through, for whom?

Filter lists owns: audience (people whose lists are the same), course (what becomes of a tool for an audience: let
through, warned of, blocked, left alone), choice (what happens with what nobody decided), lists (one edition of them
all, compiled from the policy and published), form (how a product takes them), feed (the address from which one
appliance fetches its own). It refuses: to deny a host that something allowed hangs on; to let more through without a
second person; to serve what it cannot vouch for; to say who is in a group.
"""
