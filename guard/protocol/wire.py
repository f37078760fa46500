"""Protocol values as the bytes that go over the wire."""

import msgspec


def encode(value: object) -> bytes:
    """The value as JSON; a sentence that nobody has translated goes out in English."""
    return _ENCODER.encode(value)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return str(value)  # msgspec takes texts, not their subclasses
    raise TypeError(f"{type(value).__name__} is no value of the protocol")


_ENCODER = msgspec.json.Encoder(enc_hook=_plain)
