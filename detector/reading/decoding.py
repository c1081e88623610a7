"""Bytes to text: UTF-8 first, then UTF-16 and UTF-32, then the code pages of Arabic and English.

The code pages are told apart by which letters they put side by side: in real text an accented
Latin letter stands beside plain ones, and an Arabic letter beside Arabic ones.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from detector.errors import InputError
from detector.reading.names import shell_name, shown_name

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = (  # UTF-32's little-endian mark begins with UTF-16's, so it is tried first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ("cp1252", "cp1256", "iso8859-6")  # where two read equally well, the earlier one
_EUROPEAN = ("cp1250", "cp1251", "cp1253", "cp1254", "cp1255")
_ASIAN = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
_DECLARABLE = frozenset({*_CODE_PAGES, *_EUROPEAN})
_CONTROLS = bytes({*range(1, 32), 127} - set(b"\t\n\v\f\r\x1a\x1b"))
_ANY_ARABIC = bytes.maketrans(b"ALv", b"rrr")
_HIGH = bytes(range(128, 256))
_BAD = "\ufffd"


def decode(data: bytes, path: Path | str, declared: str | None = None) -> str:
    """Return the text in the bytes of `path`, its byte-order mark removed, line ends as given.

    UTF-8 with a few bad bytes keeps the rest and has U+FFFD in their place. `declared` is an
    encoding that the file itself names; it is believed where UTF-8 does not fit.

    Raises:
        InputError: the bytes are no text, or in an encoding that cannot be told.
    """
    if not data:
        return ""
    text = _by_mark(data)
    if text is None and b"\0" in data:
        text = _utf16_without_mark(data)
    _refuse_binary(data if text is None else text.encode("utf-8"), path)
    if text is None:
        text = _utf8(data) or _declared(data, declared) or _code_page(data) or _other(data)
    if text is None:
        raise InputError(_undecodable(data, path))
    return text.lstrip("\ufeff")


def _by_mark(data: bytes) -> str | None:
    """Decode what begins with a byte-order mark, unless it is damaged."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            if text.count(_BAD) * 100 <= len(text):
                return text
    return None


def _utf16_without_mark(data: bytes) -> str | None:
    """Decode UTF-16 by its NUL bytes: those of spaces and Latin letters stand on one side only."""
    sides = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or min(sides) * 50 > max(sides):
        return None
    try:
        text = data.decode("utf-16-be" if sides[0] > sides[1] else "utf-16-le")
    except UnicodeDecodeError:
        return None
    sample = text[:10_000]
    likely = sum(c < "\u0700" and (c.isprintable() or c.isspace()) for c in sample)
    return text if likely >= 0.9 * len(sample) else None


def _refuse_binary(data: bytes, path: Path | str) -> None:
    nul = data.find(0)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if nul < 0 and controls * 20 <= len(data):
        return
    seen = f"a NUL byte at offset {nul}" if nul >= 0 else f"{controls} control characters"
    raise InputError(
        f"{shown_name(path)} looks binary ({seen}): name a text, Markdown or HTML file"
    )


def _utf8(data: bytes) -> str | None:
    """Decode UTF-8, also with a few bad bytes, as left by a cut or by pasting two files.

    In another encoding nearly every byte above 127 is bad; here most of them must be good.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count(_BAD)
    good = len(text) - len(data.translate(None, _HIGH)) - bad
    return text if good >= 2 * bad and bad <= max(1, len(text) // 100) else None


def _declared(data: bytes, name: str | None) -> str | None:
    try:
        encoding = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    # Pages that declare ISO-8859-1 or ASCII mean Windows-1252, as every browser reads them.
    encoding = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(encoding, encoding)
    if encoding not in _DECLARABLE:
        return None
    text = data.decode(encoding, "replace")
    return text if text.count(_BAD) * 100 <= len(text) else None


def _code_page(data: bytes) -> str | None:
    """Decode with the code page under which the letters stand together best."""
    best = max(_CODE_PAGES, key=lambda page: _fit(data, page))
    return data.decode(best, "replace") if _fit(data, best) >= 0 else None


def _fit(data: bytes, page: str) -> int:
    """Count the pairs of letters that speak for the code page, less those that speak against.

    Classes: a plain Latin letter, l accented Latin, A alef, L lam, r any other Arabic letter,
    v Arabic vowel sign, x undefined.
    """
    classes = b"." + data.translate(_classes(page))
    alefs, lams, rest = classes.count(b"A"), classes.count(b"L"), classes.count(b"r")
    # The article al- tells the two Arabic code pages apart, which agree on half of the letters.
    articles = classes.count(b".AL")
    count = classes.translate(_ANY_ARABIC).count
    crossed = count(b"ar") + count(b"ra") + count(b"lr") + count(b"rl")
    against = crossed + count(b"ll") + 3 * count(b"x")
    # Alef and lam are a quarter of Arabic letters; without them it is another script's bytes.
    if alefs + lams + rest > 40 and (alefs + lams) * 20 < rest:
        against += len(data)
    return count(b"rr") + articles + count(b"al") + count(b"la") - against


@cache
def _classes(page: str) -> bytes:
    text = bytes(range(256)).decode(page, "replace")
    return "".join(map(_class_of, text)).encode("ascii")


def _class_of(char: str) -> str:
    if char == _BAD:
        return "x"
    if char in "ال":
        return "A" if char == "ا" else "L"
    if "\u0600" <= char <= "\u06ff":
        return {"Lo": "r", "Lm": "r", "Mn": "v"}.get(unicodedata.category(char), ".")
    if char.isalpha() and unicodedata.name(char, "").startswith("LATIN"):
        return "a" if char.isascii() else "l"
    return "."


def _other(data: bytes) -> str | None:
    """Decode other languages' encodings, so that the answer can say which language it is not."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  (rarely needed, slow to import)

    match = from_bytes(data, cp_isolation=[*_EUROPEAN, *_ASIAN]).best()
    return None if match is None else str(match)


def _undecodable(data: bytes, path: Path | str) -> str:
    try:
        data.decode("utf-8")
        offset = 0
    except UnicodeDecodeError as error:
        offset = error.start
    fix = f"iconv -f WINDOWS-1256 -t UTF-8 {shell_name(path)} > fixed.txt"
    return (
        f"{shown_name(path)} is not UTF-8 (the byte at offset {offset} is "
        f"0x{data[offset]:02X}) nor any encoding known here: save it as UTF-8, e.g.  {fix}"
    )
