"""What does the law ask of us for each tool and each year, who sees to it, what shows it, and by when?

Duties owns: duty (one rule of law for one tool, or for the district), evidence (what shows that it was met), owner,
ground (what makes a rule apply: student records, students, children under 13, an agreement). Rules come from
law/data_duties.yaml and laws.yaml; deadlines of incidents are not here but in oversee.incidents, and a family's own
request is in data.access.

It refuses: to call a duty met without saying what shows it, to set one aside without a reason, and to give one to
somebody who does not work here.
"""
