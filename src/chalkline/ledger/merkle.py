"""The tree that the public logs share (RFC 6962, section 2): roots, proofs, growth. Pure.

A log of n entries is a binary tree over their leaf hashes. Hashes are kept only for complete
subtrees of 256**k leaves ("rows": level 0 are the leaves, level 8 holds 256 leaves a hash, level 16
holds 65,536). Everything between is at most 255 hashes away, and these rows are exactly the tiles of
the C2SP tlog-tiles layout.

Readers are functions ``read(level, start, end)`` giving the kept hashes ``start <= position < end`` of
a row. Nothing here knows where they are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

Hashes = Sequence[bytes]
Read = Callable[[int, int, int], Hashes]

STEP = 8  # levels between two kept rows
WIDTH = 1 << STEP
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256 of 0x00 and the entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and the two hashes below."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_hash(hashes: Hashes) -> bytes:
    """The Merkle tree hash over these hashes as if they were leaves (RFC 6962, 2.1)."""
    row = list(hashes)
    if not row:
        return EMPTY_ROOT
    # Level by level from the left: an odd hash at the end moves up unchanged, which is where the
    # recursive definition puts it too.
    while len(row) > 1:
        paired = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row = paired + row[len(paired) * 2 :]
    return row[0]


def growth(size: int, fresh: Hashes, read: Read) -> list[tuple[int, int, bytes]]:
    """The hashes to keep when ``fresh`` leaf hashes follow the first ``size``: (level, position, hash).

    Level 0, the leaves themselves, is left out: the caller has them.
    """
    kept: list[tuple[int, int, bytes]] = []
    level, before, row = 0, size, list(fresh)
    while row:
        first = before // WIDTH
        row = [*read(level, first * WIDTH, before), *row]
        row = [tree_hash(row[at : at + WIDTH]) for at in range(0, len(row) - WIDTH + 1, WIDTH)]
        level, before = level + STEP, first
        kept.extend((level, first + offset, each) for offset, each in enumerate(row))
    return kept


def root(size: int, read: Read) -> bytes:
    """The root of the first ``size`` entries."""
    return EMPTY_ROOT if size == 0 else range_hash(0, size, read)


def range_hash(start: int, end: int, read: Read) -> bytes:
    """The tree hash over the entries ``start`` to ``end``.

    ``start`` must be a multiple of the smallest power of two that is not less than the range, as it
    is for every range that occurs in a root or a proof.
    """
    count = end - start
    if count & (count - 1) == 0:
        level = (count.bit_length() - 1) // STEP * STEP
        return tree_hash(read(level, start >> level, end >> level))
    middle = start + _split(count)
    return node_hash(range_hash(start, middle, read), range_hash(middle, end, read))


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """The hashes that lead from entry ``index`` to the root of ``size`` (RFC 6962, 2.1.1), leaf first."""
    if not 0 <= index < size:
        raise ValueError(f"there is no entry {index} among {size}")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(range_hash(middle, end, read))
            end = middle
        else:
            proof.append(range_hash(start, middle, read))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, size: int, read: Read) -> list[bytes]:
    """What shows that the first ``old`` of ``size`` entries are unchanged (RFC 6962, 2.1.2)."""
    if not 0 <= old <= size:
        raise ValueError(f"{old} entries cannot be the beginning of {size}")
    if old in {0, size}:
        return []
    proof: list[bytes] = []
    start, end = 0, size
    whole = True  # whether the old tree is this whole subtree, whose root the verifier knows already
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(range_hash(middle, end, read))
            end = middle
        else:
            proof.append(range_hash(start, middle, read))
            start, whole = middle, False
    if not whole:
        proof.append(range_hash(start, end, read))
    return proof[::-1]


def includes(leaf: bytes, index: int, size: int, proof: Hashes, root_hash: bytes) -> bool:
    """Whether the proof leads from the leaf hash at ``index`` to ``root_hash`` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, at = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            at = node_hash(each, at)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            at = node_hash(at, each)
        place, last = place >> 1, last >> 1
    return last == 0 and at == root_hash


def consistent(old: int, size: int, old_root: bytes, new_root: bytes, proof: Hashes) -> bool:
    """Whether the proof shows that the tree of ``old`` begins the tree of ``size`` (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= size:
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    if old == size:
        return not proof and old_root == new_root
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    place, last = old - 1, size - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, each)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _split(count: int) -> int:
    """The largest power of two that is smaller than ``count``."""
    return int(1 << ((count - 1).bit_length() - 1))
