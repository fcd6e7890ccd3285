"""Decryption of ZIP members: the traditional cipher and WinZip's AES."""

from __future__ import annotations

import hashlib
import hmac
import zlib
from collections.abc import Iterator

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.zip.member import DATA_DESCRIPTOR, AesEncryption, Member
from objectlambda.errors import CorruptObject, MissingCodec, PasswordRequired, TruncatedObject

_ZIPCRYPTO_HEADER_BYTES = 12
_AES_CHECK_BYTES, _AES_CODE_BYTES, _AES_ROUNDS = 2, 10, 1000
_CRC_TABLE = tuple(zlib.crc32(bytes([index]), 0xFFFFFFFF) ^ 0xFFFFFFFF for index in range(256))


def decrypted(chunks: Iterator[bytes], member: Member, password: bytes) -> Iterator[bytes]:
    """The compressed data of ``member`` from its encrypted bytes.

    Raises `PasswordRequired` for a wrong password, before the first byte; `CorruptObject` at the end where AES
    data fails its authentication. The traditional cipher has no authentication and knows a wrong password in 255
    of 256 cases only: the CRC-32 at the end finds the rest. It is plain Python, at some 5 MB/s: prefer AES.
    """
    if member.aes is not None:
        return _aes_decrypted(chunks, member, member.aes, password)
    return _zipcrypto_decrypted(chunks, member, password)


def _zipcrypto_decrypted(chunks: Iterator[bytes], member: Member, password: bytes) -> Iterator[bytes]:
    """APPNOTE.TXT section 6.1."""
    keys = _zipcrypto_keys(password)
    with ByteReader(chunks) as reader:
        header, keys = _zipcrypto_applied(reader.take(_ZIPCRYPTO_HEADER_BYTES), keys)
        if len(header) < _ZIPCRYPTO_HEADER_BYTES:
            raise TruncatedObject("ZIP member ends inside its encryption header")
        check = member.dos_time >> 8 if member.flags & DATA_DESCRIPTOR else member.crc32 >> 24
        if header[-1] != check:
            raise PasswordRequired("the password does not open the ZIP member")
        while piece := reader.more():
            plain, keys = _zipcrypto_applied(bytes(piece), keys)
            yield plain


def _zipcrypto_keys(password: bytes) -> tuple[int, int, int]:
    table = _CRC_TABLE
    key0, key1, key2 = 0x12345678, 0x23456789, 0x34567890
    for byte in password:
        key0 = table[(key0 ^ byte) & 0xFF] ^ (key0 >> 8)
        key1 = ((key1 + (key0 & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        key2 = table[(key2 ^ (key1 >> 24)) & 0xFF] ^ (key2 >> 8)
    return key0, key1, key2


def _zipcrypto_applied(data: bytes, keys: tuple[int, int, int]) -> tuple[bytes, tuple[int, int, int]]:
    table = _CRC_TABLE
    key0, key1, key2 = keys
    plain = bytearray(data)
    for index, byte in enumerate(data):
        mix = key2 | 2
        byte ^= ((mix * (mix ^ 1)) >> 8) & 0xFF  # noqa: PLW2901 - the cipher's own step, in its hottest loop
        plain[index] = byte
        key0 = table[(key0 ^ byte) & 0xFF] ^ (key0 >> 8)
        key1 = ((key1 + (key0 & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        key2 = table[(key2 ^ (key1 >> 24)) & 0xFF] ^ (key2 >> 8)
    return bytes(plain), (key0, key1, key2)


def _aes_decrypted(chunks: Iterator[bytes], member: Member, aes: AesEncryption, password: bytes) -> Iterator[bytes]:
    """https://www.winzip.com/en/support/aes-encryption/"""
    try:
        from Cryptodome.Cipher import AES
        from Cryptodome.Util import Counter
    except ImportError as error:
        raise MissingCodec("AES needs pycryptodomex: pip install 'objectlambda[codecs]'") from error
    key_bytes = 8 + 8 * aes.strength
    salt_bytes = key_bytes // 2
    left = member.compressed_size - salt_bytes - _AES_CHECK_BYTES - _AES_CODE_BYTES
    if left < 0:
        raise CorruptObject("ZIP member is too short for AES encryption")
    with ByteReader(chunks) as reader:
        salt = reader.take(salt_bytes)
        derived = hashlib.pbkdf2_hmac("sha1", password, salt, _AES_ROUNDS, 2 * key_bytes + _AES_CHECK_BYTES)
        if not hmac.compare_digest(reader.take(_AES_CHECK_BYTES), derived[-_AES_CHECK_BYTES:]):
            raise PasswordRequired("the password does not open the ZIP member")
        counter = Counter.new(128, initial_value=1, little_endian=True)
        cipher = AES.new(derived[:key_bytes], AES.MODE_CTR, counter=counter)
        code = hmac.new(derived[key_bytes : 2 * key_bytes], digestmod="sha1")
        while left and (piece := bytes(reader.more(min(left, 64 * 1024)))):
            left -= len(piece)
            code.update(piece)
            yield cipher.decrypt(piece)
        if not hmac.compare_digest(reader.take(_AES_CODE_BYTES), code.digest()[:_AES_CODE_BYTES]):
            raise CorruptObject("ZIP member fails its AES authentication: it was changed or is damaged")
