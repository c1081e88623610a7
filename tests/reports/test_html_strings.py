from __future__ import annotations

import re
import tomllib

import pytest

from detector.features.claims import KINDS
from detector.reports.html_strings import TEMPLATES, claim_kind, feature_name, signed, strings, tell

TABLE = {
    key: row
    for path in TEMPLATES.glob("*.toml")
    for key, row in tomllib.loads(path.read_text(encoding="utf-8")).items()
}


def test_no_two_files_share_a_key() -> None:
    files = [tomllib.loads(p.read_text(encoding="utf-8")) for p in TEMPLATES.glob("*.toml")]
    assert sum(map(len, files)) == len(TABLE)


@pytest.mark.parametrize("key", TABLE)
def test_both_languages_say_it_with_the_same_values(key: str) -> None:
    row = TABLE[key]
    assert sorted(row) == ["ar", "en"]
    english, arabic = (set(re.findall(r"\{(\w+)\}", row[ui])) for ui in ("en", "ar"))
    assert english == arabic


@pytest.mark.parametrize("key", TABLE)
def test_arabic_strings_are_arabic(key: str) -> None:
    text = re.sub(r"\{\w+\}|padding-detector", "", TABLE[key]["ar"])
    assert not re.search(r"[A-Za-z]", text)
    if re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", TABLE[key]["en"])):
        assert re.search(r"[\u0600-\u06ff]", text)


def test_every_string_is_used() -> None:
    sources = [*TEMPLATES.iterdir(), *TEMPLATES.parent.glob("html*.py")]
    said = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.suffix != ".toml")
    dynamic = (
        *("kind_", "recurring_", "summary_raised_", "summary_lowered_", "worst", "best"),
        *("learned_", "group_"),
    )
    quoted = set(re.findall(r"""["'](\w+)["']""", said))
    unused = [key for key in TABLE if key not in quoted and not key.startswith(dynamic)]
    assert unused == []


def test_every_string_that_is_used_exists() -> None:
    for path in TEMPLATES.glob("*.j2"):
        for key in re.findall(r'\bt\("(\w+)"', path.read_text(encoding="utf-8")):
            if not key.endswith("_"):
                assert key in strings("en"), f"{path.name}: {key}"


def test_values_are_filled_in() -> None:
    assert tell("ar", "why_number", number=8) == "الجملة 8"


def test_unknown_kinds_and_features_keep_their_id() -> None:
    assert claim_kind("figure", "ar") == "أرقام"
    assert claim_kind("oath", "en") == "oath"
    assert feature_name("x.y", None, "en") == "x.y"
    assert feature_name("x.y", {"x.y": "a name"}, "en") == "a name"


def test_every_kind_of_claim_has_a_name() -> None:
    assert {key.removeprefix("kind_") for key in TABLE if key.startswith("kind_")} == set(KINDS)


def test_numbers_have_a_true_minus() -> None:
    assert [signed(x) for x in (1.234, -1.234, 0.0, -0.004)] == ["+1.23", "−1.23", "0.00", "0.00"]
