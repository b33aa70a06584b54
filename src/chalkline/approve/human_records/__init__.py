"""Who decides this matter, and what did they decide?

Some matters stay with people whatever a tool suggests: early-warning scores, suggested scores, alarms about students.
Whoever decides one opens a record before AI is used on it, and writes afterwards what they decided. Gateways let calls
for such purposes out under an open record alone.

Human records owns: record (one matter, one person who decides it, until a day), open, closed, withdrawn; handing over.
It refuses: a record for another to decide, unless that person accepts it; a decision written by anybody else; a record
without an end; a matter of which AI is no part, or one that needs no record.
"""
