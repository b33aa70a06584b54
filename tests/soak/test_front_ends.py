"""LangChain in front of a real gateway: installed into an environment of its own, so that nobody else needs it."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

import pytest

from contract.gateway.conftest import stub
from contract.gateway.district import CLASS_KEY, District, Running

__all__ = ["stub"]  # the fixture

PROGRAM = '''
import sys

from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

url, key = sys.argv[1:]
SECRET = "Kim wrote to 415-555-2671"
SAID = "This is the stub model. It knows nothing and repeats what it was sent: "


@tool
def mail(text: str) -> str:
    """Send a mail."""
    return text


for more in ({}, {"use_responses_api": True}):
    chat = ChatOpenAI(model="stub-small", base_url=url, api_key=key, **more)
    assert chat.invoke(SECRET).text == SAID + SECRET, more
    assert "".join(piece.text for piece in chat.stream(SECRET)) == SAID + SECRET, more
    tools = ChatOpenAI(model="stub-tools", base_url=url, api_key=key, **more).bind_tools([mail])
    (call,) = tools.invoke(SECRET).tool_calls
    assert (call["name"], call["args"]) == ("mail", {"text": SECRET}), more
    whole = None
    for piece in tools.stream(SECRET):
        whole = piece if whole is None else whole + piece
    assert whole.tool_calls[0]["args"] == {"text": SECRET}, more
texts = OpenAIEmbeddings(model="stub-small", base_url=url, api_key=key, check_embedding_ctx_length=False)
assert len(texts.embed_documents(["one", "two"])) == 2
print("all of it")
'''


def test_langchain_behaves_as_with_the_provider(stub: Running, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = str(home / "bin" / "python")
    install = subprocess.run(
        [python, "-m", "pip", "install", "-q", "langchain-openai"], capture_output=True, check=False, timeout=600
    )
    if install.returncode:
        pytest.skip("langchain-openai cannot be installed here")
    district = District(tmp_path)
    district.publish()
    gateway = district.start_gateway(stub.url)
    try:
        run = subprocess.run(
            [python, "-c", PROGRAM, f"{gateway.url}/v1", CLASS_KEY], capture_output=True, check=False, timeout=120
        )
        assert run.stdout.decode().strip() == "all of it", run.stderr.decode()[-3000:]
    finally:
        district.stop()
    sent = stub.get("/received")[1]
    assert sent and not [each for each in sent if "415-555-2671" in str(each)]
