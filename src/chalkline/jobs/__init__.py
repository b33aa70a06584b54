"""What runs later, how far has it come, and did its effect happen exactly once?

Jobs owns: job (a function that runs after its enqueuing transaction commits), schedule, effect key,
work (a long task with progress that a person can leave and return to). The only user of django-tasks.
"""
