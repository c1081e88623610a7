"""The card of a trained model: in Markdown, generated from what was measured."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detector.features import FEATURES
from detector.reports.html_evaluation import FIGURES
from detector.reports.html_strings import tell
from detector.reports.safe import make_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detector.learning.evaluating import Figure
    from detector.learning.findings import Findings, Group, LanguageFindings

TITLE = "# Model card: "
NAMES = {"ar": "Arabic", "en": "English"}
_HOW = {
    "blended": "few labels, so the model before was blended in: it is the prior, and what the "
    "labels say differently was learned; sentences are judged as before",
    "refitted": "enough labels: fitted on these alone, sentences and articles",
}
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#"})

_HEAD = """{title}{model}

Written by `detector train`; do not edit. The report beside it shows the same with curves.

**What it is.** An additive model with monotone shapes over {features} named features gives the
article's score, whose parts add up exactly; boosted trees give every sentence a padding
probability. The file holds plain arrays and no code. `detector models verify` checks it:
SHA-256 `{sha}`.

**The score** is 100 × the calibrated probability that a reader like those who labelled calls the
article heavily padded. **The share** is the part of its words that could go, with a 90 % interval.

**Trained on** labelled articles with the fingerprint `{data}`, seed {seed}, after the model
{base} (`{base_sha}`). The same labels, seed and model before give the same file.
"""
_LIMITS = """
## Limits

- Figures hold for sources like those labelled. Each article was judged by a model that had not
  seen its source; the model in the file has learned from all of them.
- The model before may have learned from some of these articles; if so, it looks better here than
  it is.
- Under 80 words, or in another language than {languages}, there is no score. It measures
  information, not truth, and does not tell who or what wrote a text.
"""


def card_text(findings: Findings) -> str:
    """Return the card of a model as Markdown, one line end at its end."""
    return "\n".join(_lines(findings)).rstrip("\n") + "\n"


def _lines(findings: Findings) -> Iterator[str]:
    yield _HEAD.format(
        title=TITLE,
        model=plain(findings.model),
        features=len(FEATURES),
        sha=findings.sha256,
        data=findings.data[:12],
        seed=findings.seed,
        base=plain(findings.base),
        base_sha=findings.base_sha256[:12],
    )
    for part in findings.languages:
        yield (
            f"- {NAMES[part.lang]}: {part.articles} articles of {part.sources} sources; "
            f"{_HOW[part.mode]}."
        )
    if findings.gain is not None:
        gain = findings.gain
        yield (
            f"\n**Against the model before**, on held-out sources: {gain.value:+.3f} AUROC "
            f"(90 % interval {gain.low:+.3f} to {gain.high:+.3f})."
        )
    for part in findings.languages:
        yield from _language(part, findings.threshold)
    yield _mistakes(findings)
    yield _LIMITS.format(languages=" or ".join(NAMES.values()))


def _language(part: LanguageFindings, threshold: float) -> Iterator[str]:
    yield f"\n## {NAMES[part.lang]}, on sources held out\n"
    yield from _table(
        ("figure", "this model", "90 % interval", "model before", "items", "sources"),
        (
            (tell("en", key), _number(figure), _interval(figure), _number(before), figure.count,
             figure.sources)
            for key, figure, before in (
                (key, part.now.figures[name], part.before.figures[name])
                for name, key in FIGURES.items()
            )
            if figure.count
        ),
    )  # fmt: skip
    yield f"\nAt a score of {threshold:.0f}:\n"
    yield from _table(
        ("reader", f"below {threshold:.0f}", f"{threshold:.0f} or more"), part.now.confusion
    )
    yield "\nBy kind of article:\n"
    yield from _table(
        ("group", "articles", "AUROC", "90 % interval", "dense accused", "padded missed"),
        (
            (_group_name(group), group.articles, _number(group.auroc), _interval(group.auroc),
             f"{group.accused} of {group.dense}", f"{group.missed} of {group.padded}")
            for group in part.groups
        ),
    )  # fmt: skip
    if len(part.amounts) > 1:
        said = ", ".join(f"{a.articles} articles {_number(a.auroc)}" for a in part.amounts)
        yield f"\nAUROC by articles learned from: {said}; the model before " + (
            "unknown." if math.isnan(part.amounts_before) else f"{part.amounts_before:.3f}."
        )


def _mistakes(findings: Findings) -> str:
    if not findings.misses:
        return "\nNo article is on the wrong side of the threshold."
    rows = (
        f"- {miss.score:.1f}, reader: {miss.reading}: {plain(miss.id)}"
        for miss in findings.misses[:10]
    )
    return "\n## The worst mistakes\n\n" + "\n".join(rows)


def _group_name(group: Group) -> str:
    if group.kind == "source":
        return plain(group.name)
    return tell("en", f"group_{group.name}", words=f"{group.limit:,}")


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "| " + " | ".join("---" for _ in heads) + " |"
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"


def plain(text: str) -> str:
    r"""Return a stranger's text as one line that Markdown does not obey.

    >>> plain("a | b <i>")
    'a \\| b \\<i\\>'
    """
    return make_safe(text).translate(_ESCAPED)


def _number(figure: Figure | None) -> str:
    return "–" if figure is None or math.isnan(figure.value) else f"{figure.value:.3f}"


def _interval(figure: Figure | None) -> str:
    if figure is None or math.isnan(figure.low):
        return "–"
    return f"{figure.low:.3f} – {figure.high:.3f}"
