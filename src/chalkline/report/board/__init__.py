"""What does the board have to know: what was decided, what improved, what it cost, what is at risk, what is next?

Board owns: packet (a document about a span of days, made from the records), presented packet (one that was kept as
it was shown, with its digest). Every number in it opens to what it counts; groups under ten are not told.

It refuses: to let anyone type into a packet, to tell usage as success, and to claim an improvement that no pilot
showed.
"""
