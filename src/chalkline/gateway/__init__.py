"""The data plane: may this call go out? Own process, no Django, no database.

Its only inputs are a signed bundle and a short-lived standing pack; its only output is a spool of facts.

    settings   what the operator decides                 spool        each call, on disk before its last byte
    trust      which keys sign what it believes          scanning     what a body says about students
    holding    the policy and pack it holds right now    model_service  the model behind it
    calling    who calls, and the question that makes    events       server-sent events, restored
    grounding  approved passages, for uses that answer from nothing else
    refusing   every no, in one shape                    exchange     one call from start to record
    app        routes                                    serving      the process
"""
