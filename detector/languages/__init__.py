"""Language packs: data files with the same names for every language, and their loader.

A pack is the folder `detector/languages/CODE`. Adding a language is adding a folder.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from detector.article import Language
from detector.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGUAGES", "LEXICONS", "Pack", "fingerprint", "load_pack"]

LANGUAGES: tuple[Language, ...] = get_args(Language)

LEXICONS = (
    "abbreviations", "anonymous", "attributions", "calls_to_action", "causes", "comparisons",
    "currencies", "evaluations", "examples", "fillers", "given_names", "hedges", "importance",
    "institutions", "months", "numerals", "places", "promises", "stock_headings", "stopwords",
    "stock_claims", "summaries", "titles", "transitions", "units", "weekdays",
)  # fmt: skip
"""The lists of every pack: `NAME.txt`, one entry a line, `#` begins a comment line."""

_FOLDER = Path(__file__).resolve().parent


class Pack(NamedTuple):
    """What is known of a language: facts of its script and the entries of its lists."""

    lang: Language
    name: str
    direction: Literal["ltr", "rtl"]
    has_case: bool
    lexicons: Mapping[str, tuple[str, ...]]


@cache
def load_pack(lang: Language) -> Pack:
    """Read a pack once.

    Raises:
        PackError: a file is missing or damaged, or holds an entry twice.
    """
    import tomllib  # noqa: PLC0415  (slow, and no score needs it)

    folder = _FOLDER / lang
    try:
        facts = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
        lexicons = {name: read_list(lang, name) for name in LEXICONS}
        return Pack(lang, facts["name"], facts["direction"], facts["has_case"], lexicons)
    except OSError as error:
        raise PackError(
            f"{error.filename}: this file of the language pack is missing; reinstall the package"
        ) from error
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise PackError(f"{folder / 'pack.toml'}: {error}; compare it with another pack") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{folder}: a list is not UTF-8 ({error.reason}); save it anew") from error


@cache
def fingerprint(lang: Language) -> str:
    """SHA-256 over the lists of a pack: models note the pack that they were trained with."""
    digest, folder = hashlib.sha256(), _FOLDER / lang
    for name in LEXICONS:
        digest.update(f"{name}\n".encode() + (folder / f"{name}.txt").read_bytes())
    return digest.hexdigest()


def read_list(lang: Language, name: str) -> tuple[str, ...]:
    """Read one list of a pack.

    Raises:
        OSError, UnicodeDecodeError: it cannot be read.
        PackError: it holds an entry twice.
    """
    path = _FOLDER / lang / f"{name}.txt"
    entries: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        entry = " ".join(line.split())
        if not entry or entry.startswith("#"):
            continue
        if entry in entries:
            raise PackError(
                f"{path}:{number}: {entry!r} stands already in line {entries[entry]}; delete one"
            )
        entries[entry] = number
    return tuple(entries)
