"""What have gateways to know of calls that wait for a person?

Holds owns: hold (one held call as gateways see it: its digest, how it stands, until when). Whoever holds calls says so
here; the standing pack carries it. It refuses: to hold any word of the call itself.
"""
