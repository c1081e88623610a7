from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.errors import InputError
from detector.reading.decoding import decode

ARABIC = (
    "ضبطت الجمارك وقوة من حرس الحدود في معبر تل الرمان فجر الأربعاء 340 محركاً كهربائياً، "
    "بحسب بيان لقيادة المنطقة الحدودية الثانية.\n\nوأوقف السائق، وهو في الثالثة والأربعين؛ "
    "فهل قفز مرافقه من الشاحنة؟"
)
VOCALISED = "كَتَبَ الطَّالِبُ رِسَالَةً إِلَى مُعَلِّمِهِ، ثُمَّ ذَهَبَ إِلَى السُّوقِ فِي المَدِينَةِ القَدِيمَةِ."
ENGLISH = "The harbour board said it “can’t” pay for the dredging – not before May."
FRENCH = "Élodie Ménard a créé “L’École”, un café à Besançon; Noël Müller, d’España, paya 5 £."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((ARABIC, e) for e in ("utf-8", "utf-8-sig", "cp1256", "utf-16", "utf-32")),
        *((ARABIC, e) for e in ("utf-16-le", "utf-16-be")),
        *((ENGLISH, e) for e in ("utf-8", "utf-8-sig", "cp1252", "cp1256", "utf-16", "utf-32")),
        *((ENGLISH, e) for e in ("utf-16-le", "utf-16-be")),
        (ARABIC.replace("«", ""), "iso8859-6"),
        (VOCALISED, "cp1256"),
        (VOCALISED, "iso8859-6"),
        (FRENCH, "cp1252"),
        ("مطعم Café de Paris في بيروت", "cp1256"),
        ("نحن هنا", "cp1256"),
        ("هل وصل؟", "cp1256"),
        ("ÉCOLE", "cp1252"),
        ("Zürich", "cp1252"),
        ("¿Qué pasó en Málaga, señor Ibáñez?", "cp1252"),
        ("5 × 3 = 15 €", "cp1252"),
        ("Это обычная статья о погоде и ценах на хлеб в нашем городе.", "cp1251"),
        ("Αυτό είναι ένα άρθρο για τον καιρό στην Αθήνα", "cp1253"),
    ],
)
def test_text_comes_back_from_its_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("length", [15, 30, 60, 120])
@pytest.mark.parametrize("encoding", ["cp1256", "utf-16-le", "utf-8"])
def test_short_pieces_of_arabic_are_told(length: int, encoding: str) -> None:
    for start in range(0, len(ARABIC) - length, 7):
        piece = ARABIC[start : start + length]
        assert decode(piece.encode(encoding), "a.txt") == piece


def test_big_endian_marks_are_read() -> None:
    assert decode(b"\xfe\xff" + ARABIC.encode("utf-16-be"), "a.txt") == ARABIC
    assert decode(b"\x00\x00\xfe\xff" + ARABIC.encode("utf-32-be"), "a.txt") == ARABIC


def test_line_ends_stay_and_marks_go() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n", "a.txt") == "a\r\nb\rc\n"
    assert decode(b"\xef\xbb\xbf", "a.txt") == ""
    assert decode(b"", "a.txt") == ""


def test_a_few_bad_bytes_in_utf8_are_replaced() -> None:
    data = (ARABIC * 3).encode()
    assert decode(data[:301], "a.txt").count("\ufffd") <= 1
    mended = decode(data[:200] + b"\xff" + data[200:], "a.txt")
    assert mended.count("\ufffd") == 1
    assert mended.replace("\ufffd", "") == ARABIC * 3


def test_a_declared_encoding_is_believed_only_where_utf8_does_not_fit() -> None:
    polish = "Zażółć gęślą jaźń"
    assert decode(polish.encode("cp1250"), "a.html", "windows-1250") == polish
    assert decode(polish.encode(), "a.html", "windows-1250") == polish
    for useless in ("nonsense", "base64", "unicode_escape", "utf-16", "idna"):
        assert decode(FRENCH.encode("cp1252"), "a.html", useless) == FRENCH


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"text\0with a NUL", "looks binary (a NUL byte at offset 4)"),
        (bytes(range(1, 32)) * 4, "looks binary"),
        (bytes(range(128, 256)), "the byte at offset 0 is 0x80"),
        (b"good " + bytes(range(128, 256)) * 9, "the byte at offset 5 is 0x80"),
    ],
)
def test_what_is_no_text_is_refused_with_the_place(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        decode(data, "a.txt")
    assert said in str(error.value)
    assert str(error.value).startswith("a.txt ")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_without_surrogates_or_refused(data: bytes) -> None:
    with contextlib.suppress(InputError):
        text = decode(data, "a.txt")
        text.encode("utf-8")
        assert "\0" not in text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text.lstrip("\ufeff")
