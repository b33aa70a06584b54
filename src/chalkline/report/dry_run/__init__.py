"""What would another policy have done to the calls of the last 30 days?

Dry run owns: turn of a call (refused then, goes out then, handled otherwise, cannot be told), kept run (a dry run as
somebody asked for it, with what came of it, for the committee to read). It asks the same ``decide()`` twice about what
the records keep of each call, under the policy in force and under the other one, and shows no small group.

It refuses: to guess. What people typed is not kept, so only what was found in it then counts; families' answers and
trainings are known only where the use that let the call out had asked for them.
"""
