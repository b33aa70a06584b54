"""Checks a folder of evidence that was exported from a district's Chalkline ledger.

    python verify.py FOLDER [--anchor CHECKPOINT ...] [--policy POLICY]

One file, for anyone: it needs Python 3.9 or newer and the `cryptography` library, no network, and nothing
of Chalkline. It was written apart from the code that writes the ledger, so that one mistake cannot hide
in both. It repeats every step from the public formats: RFC 6962 (the tree), RFC 8785 (canonical JSON), and
C2SP signed-note, tlog-checkpoint, tlog-tiles and tlog-policy.

It ends with 0 when all is as it was written and signed, with 1 when something is not, with 2 when it was
called wrongly. It is strict on purpose: evidence has one form, and any other is refused.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import re
import stat
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, NoReturn

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("This needs the library `cryptography`. Get it with: python -m pip install cryptography")

WIDTH = 256
LARGEST_TEXT = 1 << 26
LONGEST_LINE = 1 << 24

LOG_LINE = re.compile(r"log (\S+)")
EVIDENCE_LINE = re.compile(r"# evidence (\S+)")
FILE_LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]{0,15}) (\S+)")
SIGNATURE_LINE = re.compile("\u2014 ([^ ]+) ([^ ]+)")
SIZE_LINE = re.compile(r"0|[1-9][0-9]{0,15}")
MADE_LINE = re.compile(r"made (\S+)")
INSTANT = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\.[0-9]{6}Z")

# A leaf is canonical JSON (RFC 8785) of few fields with plain values, so it has exactly this spelling.
COMMIT = re.compile(rb'{"alg":"sha256-salt32","c":"([0-9a-f]{64})","part":"([a-z][a-z0-9_]*)"}')
LEAF = re.compile(
    rb'{"actor":"[A-Za-z0-9][A-Za-z0-9._:/#-]*","at":"(?P<at>' + INSTANT.pattern.encode() + rb')",'
    rb'"commit":\[(?P<commits>(?:' + COMMIT.pattern + rb"(?:,(?=\{)|(?=\])))*)\],"
    rb'"id":"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",'
    rb'"kind":"[a-z_]+(?:\.[a-z_]+){1,2}/[1-9][0-9]*",'
    rb'"object":"[A-Za-z0-9._:/#-]*","rule":"[a-z][a-z0-9_-]*","v":1}'
)
PLACE_OF_PART = rb'"index":(?P<index>0|[1-9][0-9]{0,15}),"part":"(?P<part>[a-z][a-z0-9_]*)"'
OPENED_LINE = re.compile(rb"{" + PLACE_OF_PART + rb',"payload":(?P<payload>.+),"salt":"(?P<salt>[0-9a-f]{64})"}\n')
ERASED_LINE = re.compile(rb'{"erased_at":"' + INSTANT.pattern.encode() + rb'",' + PLACE_OF_PART + rb"}\n")


class Failed(Exception):
    """The evidence is not as it must be. The message is a sentence for the person who checks."""


class Key(NamedTuple):
    """A verifier key: whose notes it signs, its four bytes, and the public key."""

    name: str
    short: bytes
    public: bytes
    text: str


class Policy(NamedTuple):
    """Whom to trust: the keys of the logs by name, and the key of exports."""

    logs: dict[str, Key]
    evidence: Key


class Head(NamedTuple):
    """A checkpoint, read."""

    origin: str
    size: int
    root: bytes
    simulated: bool


def fail(sentence: str) -> NoReturn:
    """End the check with a sentence."""
    raise Failed(sentence)


def files_of(folder: Path) -> dict[str, int]:
    """Every file below the folder by its path, with its size. Links, devices, empty folders are refused."""
    found: dict[str, int] = {}
    for here, folders, files in os.walk(folder):
        for name in folders + files:
            path = Path(here, name)
            relative = path.relative_to(folder).as_posix()
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                found[relative] = path.stat().st_size
            elif not stat.S_ISDIR(mode):
                fail(f"{relative!r} is neither a file nor a folder.")
        if not folders and not files:
            fail(f"The folder {Path(here).relative_to(folder).as_posix()!r} is empty and should not be there.")
    return found


def text_of(path: Path) -> str:
    """A small text file, exactly as it is."""
    if path.stat().st_size > LARGEST_TEXT:
        fail(f"{path.name} is too large.")
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        fail(f"{path.name} is not text.")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def from_base64(text: str, what: str) -> bytes:
    """Base64 in its one spelling."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        fail(f"{what} is not base64.")
    if base64.b64encode(data).decode() != text:
        fail(f"{what} is base64 in an unusual spelling.")
    return data


def key_of(vkey: str) -> Key:
    """A verifier key from its text, name+hash+key; the hash must fit."""
    name, _, rest = vkey.partition("+")
    short, _, encoded = rest.partition("+")
    data = from_base64(encoded, "A verifier key")
    fits = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
    if not name or len(data) != 33 or data[0] != 1 or short != fits.hex():
        fail(f"{vkey!r} is not an Ed25519 verifier key, or was changed.")
    return Key(name, fits, data[1:], vkey)


def opened_note(note: str, key: Key, what: str, *, alone: bool = True) -> str:
    """The text of a note signed by the key. ``alone``: no other signature may stand beside it."""
    text, _, tail = note.rpartition("\n\n")
    text += "\n"
    lines = [SIGNATURE_LINE.fullmatch(line) for line in tail.split("\n")[:-1]]
    if not tail.endswith("\n") or not all(lines) or any(ord(each) < 32 and each != "\n" for each in note):
        fail(f"{what} is not a signed note.")
    signatures = [(line[1], from_base64(line[2], f"A signature of {what}")) for line in lines if line]
    ours = [value for name, value in signatures if name == key.name and value[:4] == key.short]
    if len(ours) != 1 or (alone and len(signatures) != 1):
        fail(f"{what} must carry exactly one signature by {key.text.rpartition('+')[0]}.")
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(ours[0][4:], text.encode())
    except InvalidSignature:
        fail(f"The signature of {what} does not fit its text.")
    return text


def head_of(text: str, key: Key, what: str) -> Head:
    """A checkpoint's lines: log, size, root, and perhaps that it is a simulation."""
    lines = text.split("\n")
    if len(lines) not in (4, 5) or lines[-1] or (len(lines) == 5 and lines[3] != "simulated"):
        fail(f"{what} does not have the lines of a checkpoint.")
    if lines[0] != key.name or not SIZE_LINE.fullmatch(lines[1]):
        fail(f"{what} is not a checkpoint of {key.name}.")
    root = from_base64(lines[2], f"The root in {what}")
    if len(root) != 32:
        fail(f"The root in {what} does not have 32 bytes.")
    return Head(lines[0], int(lines[1]), root, len(lines) == 5)


def policy_of(text: str, what: str) -> Policy:
    """The keys in a policy file. Other lines may only be comments, blank, or the quorum."""
    logs: dict[str, Key] = {}
    evidence: list[Key] = []
    for line in text.split("\n"):
        if found := LOG_LINE.fullmatch(line):
            key = key_of(found.group(1))
            if key.name in logs or key.public in {each.public for each in logs.values()}:
                fail(f"{what} names a log twice.")
            logs[key.name] = key
        elif found := EVIDENCE_LINE.fullmatch(line):
            evidence.append(key_of(found.group(1)))
        elif line and not line.startswith("#") and line != "quorum none":
            fail(f"{what} has a line that does not belong there: {line!r}.")
    if not logs or len(evidence) != 1:
        fail(f"{what} does not name the logs' keys and the one key of exports.")
    return Policy(logs, evidence[0])


def check_manifest(folder: Path, files: dict[str, int], key: Key) -> str:
    """Every file is listed in the signed manifest and is as it was; returns when the export was made."""
    lines = opened_note(text_of(folder / "manifest"), key, "the manifest").split("\n")
    if lines[:2] != [key.name, "chalkline-evidence/1"] or not (made := MADE_LINE.fullmatch(lines[2])):
        fail("The manifest does not have the lines of a manifest.")
    listed: dict[str, tuple[str, int]] = {}
    for line in lines[3:-1]:
        found = FILE_LINE.fullmatch(line)
        if not found or found.group(3) in listed:
            fail("The manifest has a line that names no file, or one file twice.")
        listed[found.group(3)] = (found.group(1), int(found.group(2)))
    for name in sorted(listed.keys() - files.keys()):
        fail(f"{name!r} is missing.")
    for name in sorted(files.keys() - listed.keys() - {"manifest"}):
        fail(f"{name!r} is not part of the export and should not be there.")
    for name, (digest, size) in sorted(listed.items()):
        if files[name] != size or digest_of(folder / name) != digest:
            fail(f"{name!r} is not as it was exported.")
    return made[1]


def parent(left: bytes, right: bytes) -> bytes:
    """RFC 6962: SHA-256 over a one byte and both hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """Grows by one leaf hash (RFC 6962: SHA-256 over 0x00 and the entry) at a time.

    Knows its root at any moment, and fills the tiles on the way.
    """

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []  # roots of complete subtrees, largest first, with heights
        self._rows: dict[int, list[bytes]] = {}  # by tile level, the hashes of the tile being filled

    def add(self, leaf: bytes) -> list[tuple[int, bytes]]:
        """Append a leaf; returns the tiles this completed, as (level, content)."""
        full: list[tuple[int, bytes]] = []
        height, value = 0, leaf
        while True:
            if height % 8 == 0:
                row = self._rows.setdefault(height // 8, [])
                row.append(value)
                if len(row) == WIDTH:
                    full.append((height // 8, b"".join(self._rows.pop(height // 8))))
            if not self._peaks or self._peaks[-1][0] != height:
                break
            height, value = height + 1, parent(self._peaks.pop()[1], value)
        self._peaks.append((height, value))
        self.size += 1
        return full

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._peaks:
            return hashlib.sha256(b"").digest()
        value = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            value = parent(left, value)
        return value

    def partial_tiles(self) -> list[tuple[int, bytes]]:
        """The tiles still being filled, as (level, content)."""
        return [(level, b"".join(row)) for level, row in sorted(self._rows.items())]


def tile_path(level: str, number: int, width: int = WIDTH) -> str:
    """tile/LEVEL/x001/x234/067, with .p/WIDTH when partial."""
    path = f"{number % 1000:03d}"
    while number := number // 1000:
        path = f"x{number % 1000:03d}/{path}"
    return f"tile/{level}/{path}" + (f".p/{width}" if width < WIDTH else "")


def expected_files(size: int) -> set[str]:
    """Every file that a log of this size consists of, and no other."""
    files = {"checkpoint", "opened.jsonl"}
    level, count = 0, size
    while count:
        names = ["0", "entries"] if level == 0 else [str(level)]
        for name in names:
            files.update(tile_path(name, number) for number in range(count // WIDTH))
            if count % WIDTH:
                files.add(tile_path(name, count // WIDTH, count % WIDTH))
        level, count = level + 1, count // WIDTH
    return files


def entries_of(folder: Path, size: int) -> Iterator[bytes]:
    """Every entry, in order, from the entry bundles."""
    for number in range((size + WIDTH - 1) // WIDTH):
        width = min(WIDTH, size - number * WIDTH)
        data = (folder / tile_path("entries", number, width)).read_bytes()
        entries, at = [], 0
        while at + 2 <= len(data):
            (length,) = struct.unpack_from(">H", data, at)
            entries.append(data[at + 2 : at + 2 + length])
            at += 2 + length
        if at != len(data) or len(entries) != width:
            fail(f"Bundle {number} of the entries is cut off, or has too many.")
        yield from entries


def leaf_of(entry: bytes, index: int) -> tuple[str, dict[str, str]]:
    """When an entry is dated, and its commitments by part. It must be a leaf in its one spelling."""
    found = LEAF.fullmatch(entry)
    if not found:
        fail(f"Entry {index} is not a leaf of the ledger in canonical JSON.")
    commits = COMMIT.findall(found["commits"])
    parts = {part.decode(): commitment.decode() for commitment, part in commits}
    if len(parts) != len(commits):
        fail(f"Entry {index} commits to one part twice.")
    return found["at"].decode(), parts


class Opened:
    """The opened payloads, read beside the entries: one line a commitment, in the entries' order.

    A line is canonical JSON too. Its payload is taken as the bytes that stand there: the commitment is over
    exactly these.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.opened = self.erased = 0

    def check(self, index: int, commitments: dict[str, str]) -> None:
        """Each commitment of the entry is opened by the next line, or said to be erased."""
        for part in sorted(commitments):
            line = self._file.readline(LONGEST_LINE)
            found = OPENED_LINE.fullmatch(line) or ERASED_LINE.fullmatch(line)
            if not found or int(found["index"]) != index or found["part"].decode() != part:
                fail(f"The payload “{part}” of entry {index} is neither opened nor said to be erased.")
            if found.re is ERASED_LINE:
                self.erased += 1
                continue
            salted = bytes.fromhex(found["salt"].decode()) + found["payload"]
            if hashlib.sha256(salted).hexdigest() != commitments[part]:
                fail(f"The payload “{part}” of entry {index} is not what was recorded.")
            self.opened += 1

    def end(self) -> None:
        """No line may be left over."""
        if self._file.read(1):
            fail("Payloads are opened that no entry commits to.")


def check_log(folder: Path, files: set[str], key: Key, anchors: list[tuple[str, Head]]) -> list[str]:
    """Everything about one log: checkpoint, entries, tiles, payloads, anchors. Returns what to tell."""
    what = f"the checkpoint of {key.name}"
    if "checkpoint" not in files or "opened.jsonl" not in files:
        fail(f"{folder.name} has no checkpoint or no opened payloads.")
    head = head_of(opened_note(text_of(folder / "checkpoint"), key, what), key, what)
    # A size that the files cannot hold is told before it costs anything.
    expected = expected_files(head.size) if head.size <= len(files) * WIDTH else set()
    for name in sorted(expected - files):
        fail(f"{folder.name}/{name} is missing.")
    for name in sorted(files - expected):
        fail(f"{folder.name}/{name} does not belong to a log of {head.size} entries.")
    due = sorted(((each.size, name, each.root) for name, each in anchors), reverse=True)
    for size, name, _ in due:
        if size > head.size:
            fail(
                f"The anchor {name} shows that {key.name} had {size} entries; this export has {head.size}. "
                "Entries are missing, or the export is older than the anchor."
            )
    met: list[tuple[int, str]] = []
    tree, tiles, last_at = Tree(), [0] * 9, ""
    with (folder / "opened.jsonl").open("rb") as file:
        payloads = Opened(file)
        for index, entry in enumerate(entries_of(folder, head.size)):
            _meet(due, tree, met, last_at)
            last_at, commitments = leaf_of(entry, index)
            payloads.check(index, commitments)
            for level, content in tree.add(hashlib.sha256(b"\x00" + entry).digest()):
                _check_tile(folder, level, tiles, content)
        payloads.end()
    _meet(due, tree, met, last_at)
    for level, content in tree.partial_tiles():
        _check_tile(folder, level, tiles, content)
    if tree.root() != head.root:
        fail(f"The entries of {key.name} do not give the root that its checkpoint signs.")
    lines = [f"{key.name}: {head.size} entries, all as signed; the last is dated {last_at or 'never'}."]
    if head.simulated:
        lines.append("  This log says of itself that it is a simulation, not the record of a district.")
    return [*lines, f"  {payloads.opened} payloads opened and as recorded, {payloads.erased} erased.", told(met)]


def told(anchors: list[tuple[int, str]]) -> str:
    """What the anchors show, without claiming more. Each is how many entries it covers, up to when."""
    if not anchors:
        return (
            "  No outside anchor was given: this shows that nothing was changed since the checkpoint was signed, "
            "not that the district never rewrote the log before. Give a checkpoint that somebody else kept: --anchor."
        )
    size, at = min(anchors)
    return (
        f"  Consistent with {len(anchors)} outside anchor{'s' if len(anchors) > 1 else ''}; "
        f"the oldest covers the first {size} entries, up to {at or 'the beginning'}."
    )


def _meet(due: list[tuple[int, str, bytes]], tree: Tree, met: list[tuple[int, str]], last_at: str) -> None:
    """Compare the root with every anchor of the present size."""
    while due and due[-1][0] == tree.size:
        size, name, root = due.pop()
        if tree.root() != root:
            fail(f"The first {size} entries are not those that the anchor {name} was kept of: history was rewritten.")
        met.append((size, last_at))


def _check_tile(folder: Path, level: int, done: list[int], content: bytes) -> None:
    path = tile_path(str(level), done[level], len(content) // 32)
    if (folder / path).stat().st_size != len(content) or (folder / path).read_bytes() != content:
        fail(f"{folder.name}/{path} does not hold the hashes of the entries.")
    done[level] += 1


def check(folder: Path, anchors: Iterable[Path] = (), policy_file: Path | None = None) -> list[str]:
    """Check an export; returns what to tell, line by line. Raises Failed with a sentence."""
    if not folder.is_dir():
        fail(f"{folder} is not a folder.")
    files = files_of(folder)
    for name in ("policy.txt", "manifest"):
        if name not in files:
            fail(f"{name!r} is missing: this is no export of a ledger.")
    policy = policy_of(text_of(folder / "policy.txt"), "policy.txt")
    if policy_file and policy_of(text_of(policy_file), str(policy_file)) != policy:
        fail("The keys in the export are not those of the policy you gave.")
    made = check_manifest(folder, files, policy.evidence)
    kept = [anchor_of(path, policy) for path in anchors]
    lines = [f"Export made {made}."]
    found = 0
    for name, key in sorted(policy.logs.items()):
        short = name.rpartition("/")[2]
        own = {each[len(short) + 1 :] for each in files if each.startswith(f"{short}/")}
        ours = [(anchor, head) for anchor, head in kept if head.origin == name]
        if not own and ours:
            fail(f"An anchor of {name} was given, but that log is not in this export.")
        if own:
            found += 1
            lines += check_log(folder / short, own, key, ours)
    if not found:
        fail("The export holds no log.")
    if not policy_file:
        lines.append("The keys were taken from the export itself. Compare them with the district's policy document:")
        lines += [f"  {key.text}" for key in [*policy.logs.values(), policy.evidence]]
    return lines


def anchor_of(path: Path, policy: Policy) -> tuple[str, Head]:
    """A checkpoint that somebody kept. Witnesses may have signed it too; the log itself must have."""
    note = text_of(path)
    origin = note.partition("\n")[0]
    key = policy.logs.get(origin)
    if key is None:
        fail(f"The anchor {path.name} is not a checkpoint of a log of this policy.")
    what = f"the anchor {path.name}"
    return path.name, head_of(opened_note(note, key, what, alone=False), key, what)


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(description="Check a folder of evidence exported from a Chalkline ledger.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--anchor", type=Path, action="append", default=[], help="a checkpoint that somebody kept")
    parser.add_argument("--policy", type=Path, help="the district's policy file, from a source you trust")
    given = parser.parse_args(arguments)
    try:
        lines = check(given.folder, given.anchor, given.policy)
    except Failed as failed:
        print(f"NOT VERIFIED. {failed}")
        return 1
    except Exception as error:  # a fault of ours must not pass for a verdict, nor frighten with a trace
        print(f"NOT VERIFIED. The check could not be carried out: {type(error).__name__}: {error}")
        return 1
    print("\n".join(["VERIFIED.", *lines]))
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # what no terminal can show
    sys.exit(main())
