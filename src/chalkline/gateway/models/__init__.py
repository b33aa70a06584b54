"""Where does an allowed call go, in which words, and what did it cost?

Owns: model name (what a caller asks for), deployment (one address that answers for it), provider (whose way of
speaking the address understands), attempt, price, cost in micro-dollars. A provider only translates; one transport
does the waiting. It refuses: to ask twice where the first asking may have cost something, to follow a redirect, to
send a key over plain http to another machine.

    words          what is asked and what came of it       configuration  the file of models, checked at the start
    transport      one pooled client, every wait bounded   breaker        when a deployment is left alone for a while
    choosing       which deployment next                   money          prices and estimates
    openai_like    providers that speak as the callers do  anthropic, gemini  the two that do not
    messages_front, responses_front, completions_front   callers who speak another shape than chat completions
"""
