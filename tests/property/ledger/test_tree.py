"""Whatever is appended, in whatever batches: every proof holds, and no proof holds for anything else."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from chalkline.ledger import merkle, verifier


class Kept:
    """The rows of kept hashes, as the database keeps them."""

    def __init__(self) -> None:
        self.rows: dict[int, list[bytes]] = {}

    def read(self, level: int, start: int, end: int) -> list[bytes]:
        row = self.rows.get(level, [])
        assert end <= len(row)
        return row[start:end]

    def add(self, leaves: list[bytes]) -> None:
        size = len(self.rows.setdefault(0, []))
        for level, position, value in merkle.growth(size, leaves, self.read):
            row = self.rows.setdefault(level, [])
            assert position == len(row)
            row.append(value)
        self.rows[0].extend(leaves)


def plainly(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + plainly(leaves[:split]) + plainly(leaves[split:])).digest()


def leaf(number: int) -> bytes:
    return merkle.leaf_hash(b"%d" % number)


batches = st.lists(st.integers(0, 300), min_size=1, max_size=6).filter(lambda sizes: sum(sizes) > 0)


@given(batches, st.data())
def test_roots_do_not_depend_on_the_batches(sizes: list[int], data: st.DataObject) -> None:
    kept, leaves, tree = Kept(), [leaf(number) for number in range(sum(sizes))], verifier.Tree()
    start = 0
    for size in sizes:
        kept.add(leaves[start : start + size])
        start += size
    for each in leaves:
        tree.add(each)
    assert merkle.root(len(leaves), kept.read) == plainly(leaves) == tree.root() == merkle.tree_hash(leaves)
    size = data.draw(st.integers(0, len(leaves)))
    assert merkle.root(size, kept.read) == plainly(leaves[:size])


@given(st.integers(1, 700), st.data())
def test_every_inclusion_proof_holds_for_its_leaf_alone(size: int, data: st.DataObject) -> None:
    kept, leaves = Kept(), [leaf(number) for number in range(size)]
    kept.add(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof, root = merkle.inclusion_proof(index, size, kept.read), plainly(leaves)
    assert merkle.includes(leaves[index], index, size, proof, root)
    other = data.draw(st.integers(0, size - 1))
    if other != index:
        assert not merkle.includes(leaves[other], index, size, proof, root)
        assert not merkle.includes(leaves[index], other, size, proof, root)
    assert not merkle.includes(leaves[index], index, size, [*proof, root], root)
    if proof:
        assert not merkle.includes(leaves[index], index, size, proof[:-1], root)
        assert not merkle.includes(leaves[index], index, size, proof[::-1], root) or proof == proof[::-1]
        at = data.draw(st.integers(0, len(proof) - 1))
        changed = [*proof[:at], bytes(32), *proof[at + 1 :]]
        assert not merkle.includes(leaves[index], index, size, changed, root)
    for outside in (-1, size):
        assert not merkle.includes(leaves[index], outside, size, proof, root)


@given(st.integers(1, 700), st.data())
def test_every_consistency_proof_holds_for_its_history_alone(size: int, data: st.DataObject) -> None:
    kept, leaves = Kept(), [leaf(number) for number in range(size)]
    kept.add(leaves)
    old = data.draw(st.integers(0, size))
    proof = merkle.consistency_proof(old, size, kept.read)
    before, after = plainly(leaves[:old]), plainly(leaves)
    assert merkle.consistent(old, size, before, after, proof)
    assert not merkle.consistent(old, size, before, after, [*proof, bytes(32)])
    if proof:
        assert not merkle.consistent(old, size, before, after, proof[:-1])
    if old:
        rewritten = data.draw(st.integers(0, old - 1))
        other = [*leaves[:rewritten], leaf(-1), *leaves[rewritten + 1 : old]]
        assert not merkle.consistent(old, size, plainly(other), after, proof)


@given(st.integers(0, 70_000))
def test_the_files_of_a_log_cover_it_exactly(size: int) -> None:
    paths = verifier.expected_files(size)
    widths: dict[str, int] = {}
    for path in paths - {"checkpoint", "opened.jsonl"}:
        level = path.split("/")[1]
        width = int(path.rpartition("/")[2]) if ".p/" in path else 256
        assert 1 <= width <= 256
        widths[level] = widths.get(level, 0) + width
    expected = {"entries": size} if size else {}
    level = 0
    while size >> (8 * level):
        expected[str(level)] = size >> (8 * level)
        level += 1
    assert widths == expected
