"""What did calls to models cost, for which use, school and role, and with which model?

Spending owns: sum (calls, tokens and money of one use, school, role or model in a month). It adds up what gateways
recorded, by the prices of the day of each call, and shows no small group. It refuses: to say what one person used.
"""
