"""What every step shares and no step owns: identity, time, the one error type, canonical bytes.

Pure: standard library only. Nothing here knows a district, a database or a page. A thing belongs
here only if the gateway, the rulebook and the control plane all need the very same one.
"""
