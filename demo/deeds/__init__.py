"""The deeds of the sample district, one file a part."""
