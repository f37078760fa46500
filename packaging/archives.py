"""Packs a folder so that the same files always give the same bytes: zip (also as xpi), and Chromium's signed crx."""

import hashlib
import shutil
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

_BEGINNING = (1980, 1, 1, 0, 0, 0)


def zipped(folder: Path, archive: Path) -> None:
    """Writes every file of the folder, sorted, without times, owners and compression (no two zlibs are alike)."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as out:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), _BEGINNING)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            out.writestr(entry, file.read_bytes())


def signed(archive: Path, key: Path, crx: Path) -> str:
    """Writes the zip as CRX3, signed with an RSA key, and gives the extension's id; raises OSError or ValueError."""
    content = archive.read_bytes()
    public = _public(key)
    identity = hashlib.sha256(public).digest()[:16]
    what = _field(1, identity)
    signature = _signature(key, b"CRX3 SignedData\x00" + struct.pack("<I", len(what)) + what + content)
    header = _field(2, _field(1, public) + _field(2, signature)) + _field(10000, what)
    crx.write_bytes(b"Cr24" + struct.pack("<II", 3, len(header)) + header + content)
    return letters(identity)


def letters(identity: bytes) -> str:
    """An id as Chromium writes it: hexadecimal, with a to p as its digits."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in identity.hex())


def _field(number: int, value: bytes) -> bytes:
    """A field of bytes, as protocol buffers write it."""
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _public(key: Path) -> bytes:
    try:
        from cryptography.hazmat.primitives import serialization
    except ImportError:
        return _openssl("pkey", "-in", str(key), "-pubout", "-outform", "DER")
    loaded = serialization.load_pem_private_key(key.read_bytes(), None)
    kind = serialization.PublicFormat.SubjectPublicKeyInfo
    return loaded.public_key().public_bytes(serialization.Encoding.DER, kind)


def _signature(key: Path, data: bytes) -> bytes:
    try:
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import padding, rsa
    except ImportError:
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            return _openssl("dgst", "-sha256", "-sign", str(key), file.name)
    loaded = serialization.load_pem_private_key(key.read_bytes(), None)
    if not isinstance(loaded, rsa.RSAPrivateKey):
        raise ValueError(f"{key} is no RSA key")
    return loaded.sign(data, padding.PKCS1v15(), hashes.SHA256())


def _openssl(*words: str) -> bytes:
    program = shutil.which("openssl")
    if program is None:
        raise ValueError("a crx needs the Python package cryptography, or the program openssl")
    done = subprocess.run([program, *words], capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise ValueError(f"openssl: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
