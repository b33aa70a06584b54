"""May this call still be made, by the limits that the district has set?

Counts in memory, never asks anybody. What was used before comes with the pack, what other gateways on this machine
answer since then is read from their spools, twice a second. It refuses: to let a call begin where the calls under way
already fill what is left.

    counting   sums and reservations          siblings   records of this node before it started, and of other nodes
    limiting   the stage of the pipeline
"""
