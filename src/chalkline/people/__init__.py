"""Who is who in the district, what may each of them do here, and what is their standing?

People owns: person, school, roster, role, grant, account, actor, permission, standing. Persons come
from the roster; students are persons and never accounts. Roles are granted by people with the right
to, through one door, never to oneself.

It refuses: to let any other step decide who may do what. The permission table is the only place.
"""
