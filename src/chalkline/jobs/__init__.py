"""What runs later, how far has it come, and did its effect happen exactly once?

Jobs owns: job (a function that runs after its enqueuing transaction commits), effect key (what makes
an effect happen once though its job may run twice), reaction (what follows from a fact), work (a long
task with progress that a person can leave and return to). The only user of django-tasks.

It refuses: to know people. Jobs comes before people in the order of steps, so nothing here takes an
Actor or is a command: these are plain functions that the commands and doors of later steps call
after checking who asks (a page of work checks ``jobs.see_work`` with the work's ``owner_id``).
"""
