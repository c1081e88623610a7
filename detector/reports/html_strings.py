"""What only the HTML reports say; words that all reports share come from `wording`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from detector.reports.wording import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detector.reports.wording import Ui

_SPACED_SIGN = re.compile(r"(?<=\d) %")
_RANGE_DASH = re.compile(r"(?<=\d)–(?=\d)")
TEMPLATES = Path(__file__).with_name("templates")


@cache
def strings(ui: Ui) -> Mapping[str, str]:
    """Return the templates of one language, by key (data: templates/*.toml)."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.toml")))
    return {key: row[ui] for text in texts for key, row in tomllib.loads(text).items()}


def tell(ui: Ui, key: str, **values: object) -> str:
    """Return a phrase of the HTML reports with its values filled in.

    >>> tell("en", "why_number", number=8)
    'Sentence 8'
    """
    return strings(ui)[key].format(**values)


def keep_signs(text: str) -> str:
    r"""Keep the sign of a share, and an interval's two ends, on one line.

    >>> keep_signs("34 % (2–51 %) of them")
    '34\xa0% (2\u2060–\u206051\xa0%) of them'
    """
    text = _SPACED_SIGN.sub("\N{NO-BREAK SPACE}%", text)
    return _RANGE_DASH.sub("\N{WORD JOINER}–\N{WORD JOINER}", text)


def claim_kind(kind: str, ui: Ui) -> str:
    """Return the name of a kind of claim, or its id when it is not in the table."""
    return strings(ui).get(f"kind_{kind}", kind)


def feature_name(feature: str, labels: Mapping[str, str] | None, ui: Ui) -> str:
    """Return the plain name of a feature: as the wording has it, as given, or its id."""
    return wording(ui).features.get(feature) or (labels or {}).get(feature) or feature


def signed(value: float, digits: int = 2) -> str:
    """Return a number with some decimals and its sign, a true minus.

    >>> signed(0.5), signed(-0.844), signed(-0.001)
    ('+0.50', '−0.84', '0.00')
    """
    if round(value, digits) == 0:
        return f"{0:.{digits}f}"
    return f"{value:+.{digits}f}".replace("-", "−")
