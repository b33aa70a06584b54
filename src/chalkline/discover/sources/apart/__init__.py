"""Reading a file in a process of its own: ``asking`` starts it, ``__main__`` is it, ``limits`` hold it.

What a district uploads may be broken or hostile. The process that parses it can hold only so much memory,
run only so long, write only to its work folder, and reach no network; if it dies, a Problem says so.
"""
