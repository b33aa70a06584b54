"""What happened at a meeting, in words that the committee approved?

Minutes owns: passage (what the secretary writes), correction (what a member asks to be said otherwise), approved
minutes with their digest, sealed note (what was said in closed session).

The facts (who was there and when, declared conflicts, motions, votes by name, decisions with their conditions) are read
from what was recorded. It refuses: to edit a fact; to edit anything after approval; a passage that names a student; to
approve minutes but by a vote on exactly their version; to let anybody read a sealed note who was not in the room.
"""
