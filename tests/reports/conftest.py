"""Results made by hand: the numbers are invented and add up."""

from __future__ import annotations

import io
import json
import os
from itertools import accumulate
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from detector.reports.figures import count_words
from detector.results import (
    Abstention,
    Claim,
    Contribution,
    Cuts,
    Keyphrase,
    ModelInfo,
    Result,
    Section,
    Sentence,
    Share,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.results import Kind, Reason, Span

ARTICLES = json.loads(Path(__file__).with_name("articles.json").read_text(encoding="utf-8"))
GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
MODEL = ModelInfo("shipped", 1, "9f" * 32)
REASONS: dict[str, Reason] = {"R": "restates", "G": "generic", "S": "stuffing"}
LABELS = {
    "repetition.restated": "sentences that restate earlier ones",
    "keywords.density": "search phrases repeated past need",
    "boilerplate.sections": "stock sections: importance, impact, conclusion",
    "claims.density": "new checkable claims",
    "filler.phrases": "filler phrases",
    "novelty.bits": "new information per word",
}
# feature, value, unit, percentile, log-odds
WEIGHTS: tuple[tuple[str, float | None, str, float | None, float], ...] = (
    ("keywords.density", 0.0414, "share", 97.4, 1.2349),
    ("repetition.restated", 0.214, "share", 93.0, 0.9151),
    ("claims.density", 41.2, "per_1000_words", 31.0, -0.8051),
    ("boilerplate.sections", 6.0, "count", 98.6, 0.7249),
    ("filler.phrases", 14.6, "per_1000_words", 88.0, 0.4111),
    ("novelty.bits", 3.14159, "bits", 12.0, 0.3249),
    ("repetition.compression", 0.46, "", 71.0, 0.2849),
    ("keywords.title", 0.31, "share", 64.0, 0.1649),
    ("filler.openers", None, "share", None, -0.1251),
    ("claims.sources", 2.0, "count", 40.0, -0.0849),
    ("novelty.vectors", 0.61, "", 55.0, 0.0351),
)
INTERCEPT = -0.8449


def sigmoid(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))


def find_all(text: str, phrase: str) -> tuple[Span, ...]:
    starts = [i for i in range(len(text)) if text.startswith(phrase, i)]
    return tuple((i, i + len(phrase)) for i in starts)


def make_sentences(name: str) -> tuple[Sentence, ...]:
    units = ARTICLES[name]["units"]
    starts_section = [label in "HX" and number > 0 for number, (*_, label) in enumerate(units)]
    sections = list(accumulate(map(int, starts_section)))
    return tuple(
        make_sentence(name, number, section)
        for number, section in zip(range(len(units)), sections, strict=True)
    )


def make_sentence(name: str, number: int, section: int) -> Sentence:
    start, end, label = ARTICLES[name]["units"][number]
    kind: Kind = "furniture" if label == "B" else "heading" if label in "HX" else "sentence"
    if kind == "sentence" and ARTICLES[name]["text"].startswith("- ", start):
        kind = "item"
    reason = REASONS.get(label) if kind != "heading" else None
    steps = (0.55, 0.68, 0.81, 0.94) if reason else (0.04, 0.12, 0.29, 0.41)
    padding = steps[number % 4] if kind in {"sentence", "item"} else None
    restates = max(number - 2, 0) if reason == "restates" else None
    return Sentence(start, end, kind, padding, reason, restates, section)


def make_sections(name: str, sentences: tuple[Sentence, ...]) -> tuple[Section, ...]:
    text, units = ARTICLES[name]["text"], ARTICLES[name]["units"]
    sections = []
    for number in range(sentences[-1].section + 1):
        inside = [i for i, s in enumerate(sentences) if s.section == number]
        first, last = sentences[inside[0]], sentences[inside[-1]]
        headed = first.kind == "heading"
        words = {i: count_words(text[sentences[i].start : sentences[i].end]) for i in inside}
        prose = [i for i in inside if sentences[i].padding is not None]
        total = sum(words[i] for i in prose)

        def part(labels: str, prose: list[int] = prose, total: int = total) -> float | None:
            chosen = sum(words[i] for i in prose if units[i][2] in labels)  # noqa: B023
            return chosen / total if total else None

        heading = text[first.start : first.end].strip("# ") if headed else None
        sections.append(
            Section(
                start=first.start,
                end=last.end,
                heading=heading,
                level=(3 if text.startswith("###", first.start) else 2) if headed else 0,
                stock=units[inside[0]][2] == "X",
                position=(first.start + last.end) / 2 / len(text),
                words=total,
                new_claims=sum(units[i][2] == "K" for i in prose),
                restated=part("R"),
                padding=part("RGS"),
            )
        )
    return tuple(sections)


def make_contributions(text: str, phrase: str) -> tuple[Contribution, ...]:
    evidence = {
        "keywords.density": find_all(text, phrase),
        "repetition.restated": ((0, 60),),
    }
    return tuple(
        Contribution(
            feature=feature,
            family=feature.partition(".")[0],
            value=value,
            reason="no openers in so short a text" if value is None else None,
            unit=unit,
            percentile=percentile,
            log_odds=log_odds,
            evidence=evidence.get(feature, ()),
        )
        for feature, value, unit, percentile, log_odds in WEIGHTS
    )


def make_result(name: str, phrases: tuple[str, ...]) -> Result:
    article = ARTICLES[name]
    text, sentences = article["text"], make_sentences(name)
    sections = make_sections(name, sentences)
    contributions = make_contributions(text, phrases[0])
    log_odds = INTERCEPT + sum(c.log_odds for c in contributions)
    words = sum(section.words for section in sections)
    cuts = tuple(i for i, s in enumerate(sentences) if s.reason)
    saved = sum(count_words(text[sentences[i].start : sentences[i].end]) for i in cuts)
    return Result(
        path=f"{name}.md",
        title=article["title"],
        lang=article["lang"],
        text=text,
        words=words,
        score=100 * sigmoid(log_odds),
        band="mostly",
        share=Share(0.78, 0.69, 0.86),
        abstained=None,
        log_odds=log_odds,
        intercept=INTERCEPT,
        contributions=contributions,
        sentences=sentences,
        sections=sections,
        keyphrases=tuple(
            Keyphrase(
                phrase,
                len(find_all(text, phrase)),
                len(find_all(text, phrase)) * count_words(phrase) / words,
                find_all(text, phrase),
            )
            for phrase in phrases
        ),
        claims=(Claim(0, 12, "name"),),
        cuts=Cuts(cuts, words - saved, 22.14, 0.09),
        model=MODEL,
    )


@pytest.fixture(scope="session")
def labels() -> dict[str, str]:
    return LABELS


@pytest.fixture(scope="session")
def english() -> Result:
    return make_result("river", ("River Lenn pollution incident", "fish", "environmental impact"))


@pytest.fixture(scope="session")
def arabic() -> Result:
    return make_result("vitamin", ("نقص فيتامين د", "أعراض نقص فيتامين د"))


@pytest.fixture(scope="session")
def abstained() -> Result:
    text = "Three words here."
    return Result(
        path="note.txt",
        title=None,
        lang="en",
        text=text,
        words=3,
        score=None,
        band=None,
        share=None,
        abstained=Abstention("too_short", "The text has 3 words; a score needs 80."),
        log_odds=None,
        intercept=None,
        contributions=(),
        sentences=(Sentence(0, 17, "sentence", 0.2, None, None, 0),),
        sections=(Section(0, 17, None, 0, False, 0.5, 3, 0, 0.0, 0.2),),
        keyphrases=(),
        claims=(),
        cuts=None,
        model=MODEL,
    )


HOSTILE_TEXT = (
    "# [bold red]Title[/] \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\\n\n"
    "Red \x1b[31malert\x1b[0m and \u202eright-to-left override\u202c, tab\there \x9b1m.\n"
    f"@octocat see #1 and | `code` <script>x</script> ![i](http://evil.example/{'x' * 200}).\n"
    "Lone \ud800 surrogate, bell \x07, null \x00, zero\u200bwidth and \u2066isolates\u2069.\n"
)


@pytest.fixture(scope="session")
def hostile() -> Result:
    lines = HOSTILE_TEXT.split("\n")
    spans = [
        (HOSTILE_TEXT.index(line), HOSTILE_TEXT.index(line) + len(line)) for line in lines if line
    ]
    heading, *rest = spans
    return Result(
        path="a\x1b[31m\u202eb[bold].txt",
        title=lines[0][2:],
        lang="en",
        text=HOSTILE_TEXT,
        words=90,
        score=50.0,
        band="heavy",
        share=Share(0.5, 0.2, 0.8),
        abstained=None,
        log_odds=0.0,
        intercept=0.0,
        contributions=(),
        sentences=(
            Sentence(*heading, "heading", None, None, None, 0),
            Sentence(*rest[0], "sentence", 0.9, "generic", None, 0),
            Sentence(*rest[1], "sentence", 0.6, "stuffing", None, 0),
            Sentence(*rest[2], "sentence", 0.8, "restates", 1, 0),
        ),
        sections=(Section(0, len(HOSTILE_TEXT), lines[0], 1, False, 0.5, 90, 0, 0.3, 0.9),) * 2,
        keyphrases=(Keyphrase("\x1b[31m[red]x[/red]", 2, 0.5, ((3, 4),)),),
        claims=(),
        cuts=Cuts((1, 2, 3), 0, None, None),
        model=MODEL,
    )


@pytest.fixture
def printed() -> Callable[..., str]:
    """Return what a function prints on a console of a given width, encoding and kind."""

    def run(
        function: Callable[..., None],
        *arguments: object,
        width: int = 80,
        encoding: str = "utf-8",
        terminal: bool = False,
        **options: object,
    ) -> str:
        raw = io.BytesIO()
        file = io.TextIOWrapper(raw, encoding=encoding, newline="")
        console = Console(
            file=file, width=width, force_terminal=terminal, _environ={}, legacy_windows=False
        )
        function(*arguments, console, **options)
        file.flush()
        return raw.getvalue().decode(encoding)

    return run


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with its file in tests/golden, or write it there (UPDATE_GOLDEN=1)."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_bytes().decode("utf-8")

    return check
