"""Frames: what is sent arrives, and everything else is told apart from the orderly end."""

import io
import json
import os
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard import frames

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def framed(body: bytes) -> bytes:
    return struct.pack("<I", len(body)) + body


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES, max_size=4))
def test_what_is_sent_arrives_in_its_order(values: list[Any]) -> None:
    """None too, though it then looks like the end."""
    stream = io.BytesIO()
    for value in values:
        frames.write(stream, value)
    stream.seek(0)
    assert [frames.read(stream) for _ in values] == values
    assert frames.read(stream) is None


def test_a_frame_is_its_length_little_endian_and_ascii_json() -> None:
    """Browsers and other languages read the same bytes."""
    stream = io.BytesIO()
    frames.write(stream, {"a": "é\ud800"})
    assert stream.getvalue() == b'\x14\x00\x00\x00{"a":"\\u00e9\\ud800"}'


WHOLE = framed(json.dumps({"begun": "a.json"}).encode())


@pytest.mark.parametrize("length", range(1, len(WHOLE)))
def test_a_cut_stream_is_no_orderly_end(length: int) -> None:
    """Wherever it is cut: who stops in the middle has failed."""
    with pytest.raises(frames.BrokenFrame, match="the stream ended"):
        frames.read(io.BytesIO(WHOLE[:length]))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="half an object"),
        pytest.param(b"\xff\xfe", id="no UTF-8"),
        pytest.param(b"{} {}", id="two values"),
        pytest.param(b"[" * 100_000, id="a hundred thousand lists in each other"),
        pytest.param(b"9" * 5000, id="a number of five thousand digits"),
    ],
)
def test_a_body_that_is_no_json_is_a_broken_frame(body: bytes) -> None:
    with pytest.raises(frames.BrokenFrame, match="is no JSON"):
        frames.read(io.BytesIO(framed(body)))


def test_a_frame_that_announces_too_much_is_refused_before_it_is_read() -> None:
    """The announced bytes are not even asked for."""
    stream = io.BytesIO(struct.pack("<I", frames.MAX_FRAME + 1) + b"{}")
    with pytest.raises(frames.BrokenFrame, match="67,108,865 bytes; 67,108,864 are allowed"):
        frames.read(stream)
    assert stream.read() == b"{}"


@pytest.mark.parametrize(("room", "fits"), [(4, True), (3, False)])
def test_a_frame_may_be_as_large_as_allowed_and_no_larger(
    monkeypatch: pytest.MonkeyPatch, room: int, fits: bool
) -> None:
    """Nothing of a frame too large is sent."""
    monkeypatch.setattr(frames, "MAX_FRAME", room)
    stream = io.BytesIO()
    if fits:
        frames.write(stream, "ab")
        stream.seek(0)
        assert frames.read(stream) == "ab"
    else:
        with pytest.raises(frames.BrokenFrame, match="a frame of 4 bytes"):
            frames.write(stream, "ab")
        assert stream.getvalue() == b""


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40))
def test_noise_is_a_value_the_end_or_a_broken_frame(noise: bytes) -> None:
    """A frame that was read leaves what is behind it for the next."""
    stream = io.BytesIO(noise)
    try:
        value = frames.read(stream)
    except frames.BrokenFrame:
        return
    (length,) = struct.unpack("<I", noise[:4]) if noise else (-4,)
    assert stream.tell() == 4 + length
    assert noise == b"" or value == json.loads(noise[4 : 4 + length])


def test_a_frame_that_comes_in_pieces_is_one_frame() -> None:
    """A pipe gives what it has; a buffered reader waits for the rest."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stream, os.fdopen(writing, "wb", buffering=0) as pipe:
        for byte in WHOLE:
            pipe.write(bytes([byte]))
        pipe.close()
        assert frames.read(stream) == {"begun": "a.json"}
        assert frames.read(stream) is None
