"""What held-out tests might find, made by hand to fill the page of an evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detector.learning.evaluating import Figure
from detector.learning.findings import (
    Amount,
    Bin,
    Confusion,
    Findings,
    Group,
    Judged,
    LanguageFindings,
    Line,
    Miss,
    ShapeLine,
)
from detector.learning.outcomes import Gain
from detector.reports.html_evaluation import FIGURES

if TYPE_CHECKING:
    from detector.article import Language

NAN = float("nan")


def figure(value: float, count: int = 80) -> Figure:
    return Figure(value, value - 0.03, min(value + 0.02, 1.0), count, 40)


def judged(value: float) -> Judged:
    figures = {name: figure(value) for name in FIGURES}
    figures["sentence kappa"] = Figure(NAN, NAN, NAN, 0, 0)
    figures["ECE"] = Figure(0.04, NAN, NAN, 80, 40)
    return Judged(
        figures=figures,
        roc=Line((0.0, 0.0, 0.1, 1.0), (0.0, 0.8, value, 1.0)),
        precision=Line((0.0, 0.8, 1.0), (1.0, value, 0.5)),
        reliability=(Bin(0.1, 0.0, 0.0, 0.15, 15), Bin(0.8, 0.9, 0.7, 1.0, 15)),
        confusion=(
            Confusion("dense", 39, 1),
            Confusion("some", 5, 0),
            Confusion("mostly", 2, 33),
        ),
    )


def in_language(lang: Language) -> LanguageFindings:
    line = Line((0.0, 0.5), (-0.5, 1.25))
    return LanguageFindings(
        lang=lang,
        mode="blended" if lang == "en" else "refitted",
        articles=80 if lang == "en" else 100,
        sources=40,
        now=judged(0.95),
        before=judged(0.93),
        groups=(
            Group("length", "short", 1350, 41, figure(0.9), 0.12, 1, 34, 0, 7),
            Group("headings", "with", 0, 39, None, NAN, 0, 12, 2, 27),
            Group("source", "blog.example | <b>", 0, 6, None, 0.2, 0, 3, 0, 3),
        ),
        amounts=(
            Amount(16, figure(0.84)),
            Amount(32, Figure(0.9, NAN, NAN, 80, 40)),
            Amount(64, figure(0.95)),
        ),
        amounts_before=0.93,
        shapes=(
            ShapeLine("filler.phrases", "share", 0.8, 0.0, 0.5, line, line),
            ShapeLine("novelty.information", "bits/word", 0.4, -1.5, 2.0, line, line),
        ),
    )


def make_findings(*languages: Language) -> Findings:
    """Findings in some languages, with a mistake in each and one whose texts are hostile."""
    miss = Miss("a-1", "Slow <i>Wi-Fi</i>", Path("drafts/a 1.md"), "s", "en", 1327, "some", 98.1, 4)
    hostile = Miss("\u202ejavascript:x\x1b[31m", None, None, "<script>", "ar", 90, "padded", 2, 99)
    return Findings(
        model="mine <b>",
        sha256="9f" * 32,
        base="shipped",
        base_sha256="0a" * 32,
        data="7c" * 32,
        seed=3,
        threshold=50.0,
        languages=tuple(map(in_language, languages)),
        misses=(miss, hostile),
        gain=Gain(0.021, 0.004, 0.04),
    )
