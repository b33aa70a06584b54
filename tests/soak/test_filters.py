"""The files loaded into the programs themselves: dnsmasq answers and squid lets through what the lists say.

scripts/unpack_filters.sh unpacks both below var/filters; CHALKLINE_FILTERS names another folder, or / where they are
installed.
"""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import STDOUT, Popen
from threading import Thread

import pytest

from chalkline.publish.filter_lists.forms import FORMS
from contract.gateway.district import ROOT, free_port
from unit.publish.test_list_forms import DENIED, HEAD, NOT_DENIED, SHEET

FOLDER = Path(os.environ.get("CHALKLINE_FILTERS", str(ROOT / "var" / "filters")))
DNSMASQ, SQUID = FOLDER / "usr" / "sbin" / "dnsmasq", FOLDER / "usr" / "sbin" / "squid"
LIBRARIES = ":".join(str(FOLDER / each / "x86_64-linux-gnu") for each in ("usr/lib", "lib"))
WHERE = {**os.environ, "LD_LIBRARY_PATH": LIBRARIES if Path("/") != FOLDER else ""}
UPSTREAM = bytes([10, 9, 9, 9])  # what the name server behind it says to everything
NXDOMAIN = 3


def write(form: str, folder: Path) -> dict[str, Path]:
    found = {}
    for each in FORMS[form].write(SHEET, HEAD):
        found[each.name] = folder / each.name
        found[each.name].write_text(each.text, encoding="utf-8")
    return found


@contextmanager
def running(command: list[str], log: Path) -> Iterator[None]:
    with log.open("wb") as out:
        program = Popen(command, env=WHERE, stdout=out, stderr=STDOUT)
    try:
        time.sleep(0.5)
        assert program.poll() is None, log.read_text()
        yield
    finally:
        program.terminate()
        program.wait(20)


def question(host: str) -> bytes:
    labels = b"".join(bytes([len(each)]) + each.encode() for each in host.split("."))
    return struct.pack(">6H", 7, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">2H", 1, 1)


def answers(port: int, host: str) -> bytes | None:
    """The address a name server gives, None where it says that there is no such name."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.settimeout(5)
        asked.sendto(question(host), ("127.0.0.1", port))
        said = asked.recv(512)
    return None if said[3] & 0x0F == NXDOMAIN or not struct.unpack(">H", said[6:8])[0] else said[-4:]


@contextmanager
def upstream() -> Iterator[int]:
    """A name server that knows every name."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                try:
                    said, who = server.recvfrom(512)
                except OSError:
                    return
                head = said[:2] + struct.pack(">5H", 0x8180, 1, 1, 0, 0)
                end = said.index(b"\0", 12) + 5
                server.sendto(head + said[12:end] + b"\xc0\x0c" + struct.pack(">2HIH", 1, 1, 60, 4) + UPSTREAM, who)

        Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


@pytest.mark.skipif(not DNSMASQ.exists(), reason="scripts/unpack_filters.sh has not been run")
def test_dnsmasq_answers_as_the_lists_say(tmp_path: Path) -> None:
    conf = write("dnsmasq", tmp_path)["chalkline.conf"]
    port = free_port()
    with upstream() as behind:
        command = [
            str(DNSMASQ), "--keep-in-foreground", "--log-facility=-", f"--conf-file={conf}", f"--port={port}",
            "--listen-address=127.0.0.1", "--bind-interfaces", "--no-resolv", f"--server=127.0.0.1#{behind}",
            "--no-hosts", "--user=root", "--pid-file=",
        ]  # fmt: skip
        with running(command, tmp_path / "log"):
            for host in DENIED:
                assert answers(port, host) in (None, bytes(4)), host
            for host in NOT_DENIED:
                assert answers(port, host) == UPSTREAM, host


def asked_of_proxy(port: int, host: str) -> int:
    """What a proxy says to a browser that wants to open a host."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as asked:
        asked.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
        return int(asked.recv(64).split(b" ")[1])


@pytest.mark.skipif(not SQUID.exists(), reason="scripts/unpack_filters.sh has not been run")
def test_squid_lets_through_as_the_lists_say(tmp_path: Path) -> None:
    told = write("squid", tmp_path)
    ours = told["squid.conf"].read_text().replace("/etc/squid/chalkline", str(tmp_path))
    port = free_port()
    shared = FOLDER / "usr" / "share" / "squid"
    conf = tmp_path / "whole.conf"
    conf.write_text(
        f"http_port 127.0.0.1:{port}\n{ours}http_access allow all\npid_filename {tmp_path}/pid\naccess_log none\n"
        f"cache_log /dev/stderr\ncoredump_dir {tmp_path}\nerror_directory {tmp_path}\n"
        f"icon_directory {shared}/icons\nmime_table {shared}/mime.conf\ncache deny all\npinger_enable off\n"
        f"unlinkd_program /bin/true\nlogfile_daemon /bin/true\ndns_nameservers 127.0.0.1\ndns_timeout 1 second\n"
        "connect_timeout 1 second\nshutdown_lifetime 0 seconds\nnetdb_filename none\n"
    )
    with running([str(SQUID), "-N", "-f", str(conf)], tmp_path / "log"):
        time.sleep(1)
        log = (tmp_path / "log").read_text()
        assert "subdomain of" not in log and "Bungled" not in log, log  # what it says of lists it does not like
        for host in DENIED:
            assert asked_of_proxy(port, host) == 403, host
        for host in NOT_DENIED:
            assert asked_of_proxy(port, host) in (500, 502, 503, 504), host  # let through; nobody is behind it
