"""Which uses are approved: these people, this tool, this purpose, this data, these conditions, until this date?"""
