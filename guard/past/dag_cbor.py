"""The blocks of a CAR file, and the DAG-CBOR in them, as far as Bluesky's repositories use both.

https://ipld.io/specs/transport/car/carv1/ and https://ipld.io/specs/codecs/dag-cbor/spec/ describe them.
"""

import struct
from collections.abc import Iterator
from typing import Any

_DAG_CBOR = 0x71
_DEPTH = 64
_CID = 42


class NotCbor(Exception):
    """The bytes are something else, or end too early."""


def blocks(data: bytes) -> Iterator[bytes]:
    """The DAG-CBOR blocks of a CAR file of version 1, in its order; raises NotCbor."""
    length, at = _varint(data, 0)
    header = decode(_piece(data, at, length))
    if not isinstance(header, dict) or header.get("version") != 1:
        raise NotCbor("no CAR file of version 1")
    at += length
    while at < len(data):
        length, at = _varint(data, at)
        block = _piece(data, at, length)
        at += length
        codec, start = _past_cid(block)
        if codec == _DAG_CBOR:
            yield block[start:]


def decode(data: bytes) -> Any:  # noqa: ANN401 - any value
    """The value of one block; a link to another block is None. Raises NotCbor."""
    try:
        value, at = _value(data, 0, _DEPTH)
    except (IndexError, struct.error, UnicodeDecodeError, TypeError) as error:
        raise NotCbor(f"broken ({type(error).__name__})") from None
    if at != len(data):
        raise NotCbor("something stands behind the value")
    return value


def _value(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    if depth == 0:
        raise NotCbor("nested too deeply")
    major, number, after = _head(data, at)
    match major:
        case 0 | 1:
            return (number if major == 0 else -1 - number), after
        case 2 | 3:
            piece = _piece(data, after, number)
            return (piece if major == 2 else piece.decode("utf-8")), after + number
        case 4:
            return _list(data, after, number, depth)
        case 5:
            return _table(data, after, number, depth)
        case 6:
            _, after = _value(data, after, depth - 1)
            if number != _CID:
                raise NotCbor("a tag that DAG-CBOR has not")
            return None, after
        case _:
            return _simple(data, at)


def _list(data: bytes, at: int, length: int, depth: int) -> tuple[list[Any], int]:
    if length > len(data):
        raise NotCbor("a list longer than its block")
    found = []
    for _ in range(length):
        value, at = _value(data, at, depth - 1)
        found.append(value)
    return found, at


def _table(data: bytes, at: int, length: int, depth: int) -> tuple[dict[str, Any], int]:
    if length > len(data):
        raise NotCbor("a map longer than its block")
    found: dict[str, Any] = {}
    for _ in range(length):
        key, at = _value(data, at, depth - 1)
        if not isinstance(key, str):
            raise NotCbor("a key that is no text")
        found[key], at = _value(data, at, depth - 1)
    return found, at


def _simple(data: bytes, at: int) -> tuple[Any, int]:
    match data[at] & 31:
        case 20 | 21 as truth:
            return truth == 21, at + 1
        case 22:
            return None, at + 1
        case 27:
            return struct.unpack_from(">d", data, at + 1)[0], at + 9
        case _:
            raise NotCbor("a value that DAG-CBOR has not")


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    major, info = data[at] >> 5, data[at] & 31
    if info < 24 or major == 7:
        return major, info, at + 1
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(info)
    if size is None:
        raise NotCbor("a length that DAG-CBOR has not")
    return major, int.from_bytes(_piece(data, at + 1, size), "big"), at + 1 + size


def _piece(data: bytes, at: int, length: int) -> bytes:
    if length > len(data) - at:
        raise NotCbor("ends too early")
    return data[at : at + length]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 63, 7):
        if at >= len(data):
            raise NotCbor("ends too early")
        value |= (data[at] & 127) << shift
        at += 1
        if data[at - 1] < 128:
            return value, at
    raise NotCbor("a length without end")


def _past_cid(block: bytes) -> tuple[int, int]:
    """The codec that a block's name tells, and where its content begins."""
    version, at = _varint(block, 0)
    if version != 1:
        raise NotCbor("a block with a name of an unknown kind")
    codec, at = _varint(block, at)
    _, at = _varint(block, at)
    length, at = _varint(block, at)
    return codec, at + length
