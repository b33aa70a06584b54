"""Meetings: the committee, its agenda, who is in the room, motions, votes, minutes."""
