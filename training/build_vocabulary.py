"""Print what Unicode CLDR calls months, weekdays, territories, currencies and units.

    python training/build_vocabulary.py LANG LIST

LIST is `months`, `weekdays`, `places`, `currencies` or `units`. The output is what the language
pack's list of that name was started from; the pack adds to it by hand (cities, short names, what
is counted), so the script prints and never writes. Needs Babel, which is not installed with the
package. CLDR is data of the Unicode Consortium under the Unicode licence.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

WIDTHS = ("wide", "abbreviated")
MOST_WORDS = 6
CODE_LENGTH = 2  # territories have two letters; the three digits are groups of territories

_PLACEHOLDER = re.compile(r"\{\d\}")


def _calendar(names: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[str]:
    for width in WIDTHS:
        yield from (name.rstrip(".") for _, name in sorted(names["format"][width].items()))


def months(locale: Locale) -> Iterator[str]:
    """Names of the Gregorian months, in full and abbreviated."""
    return _calendar(locale.months)


def weekdays(locale: Locale) -> Iterator[str]:
    """Names of the weekdays, in full and abbreviated."""
    return _calendar(locale.days)


def places(locale: Locale) -> Iterator[str]:
    """Names of countries and territories."""
    found = locale.territories
    return (name for code, name in sorted(found.items()) if len(code) == CODE_LENGTH)


def currencies(locale: Locale) -> Iterator[str]:
    """Names of currencies, those of the past left out: their names hold the years."""
    found = locale.currencies
    return (name for _, name in sorted(found.items()) if not re.search(r"\d|\(", name))


def units(locale: Locale) -> Iterator[str]:
    """Names of units of measurement in the plural, the number taken out."""
    for _, patterns in sorted(locale.unit_display_names.items()):
        yield patterns.get("long", "")
    for _, widths in sorted(locale._data["unit_patterns"].items()):  # noqa: SLF001  no public name
        for pattern in widths.get("long", {}).values():
            if isinstance(pattern, str):
                yield _PLACEHOLDER.sub("", pattern).strip()


LISTS: dict[str, Callable[[Locale], Iterable[str]]] = {
    list_of.__name__: list_of for list_of in (months, weekdays, places, currencies, units)
}


def entries(lang: str, name: str) -> list[str]:
    """Return the distinct entries of a list, in CLDR's order; none has more than six words."""
    found = LISTS[name](Locale.parse(lang))
    return [entry for entry in dict.fromkeys(found) if 0 < len(entry.split()) <= MOST_WORDS]


def main() -> None:
    """Print one list, one entry a line."""
    if len(sys.argv) != 3 or sys.argv[2] not in LISTS:
        sys.exit(f"usage: build_vocabulary.py LANG {'|'.join(LISTS)}")
    print("\n".join(entries(sys.argv[1], sys.argv[2])))


if __name__ == "__main__":
    main()
