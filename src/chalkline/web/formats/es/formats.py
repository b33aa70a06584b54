"""Days in fields: browsers take them as ISO texts in every language, and leave a field empty otherwise."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
