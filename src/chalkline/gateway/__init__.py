"""The data plane: may this call go out? Own process, no Django, no database.

Its only inputs are a signed bundle and a short-lived standing pack; its only output is a spool of facts.

    settings   what the operator decides                 spool        each call, on disk before its last byte
    trust      which keys sign what it believes          calling      who calls, and the question that makes
    holding    the policy and pack it holds right now    model_service  the model behind it
    models     providers, deployments, prices            limits       what the district lets be used
    inbound    the way of a call: routes, pipeline, stages, answers and their filters
    refusing   every no, in one shape                    app, serving   routes, the process
"""
