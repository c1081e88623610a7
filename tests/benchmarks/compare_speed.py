"""Documents per CPU-second of this detector and of its peers, on the same documents in one run.

    python tests/benchmarks/compare_speed.py ARTICLES.jsonl[.gz]… --lang en [--documents 1000]

Every document is another one of 480 words, an article or a piece of one; everything runs on one
pinned core; only reading the file is left out. Ours counts features, sentence probabilities and
score. A peer that is not installed, or whose data is not there, is passed over with the reason.
All take turns, so that a machine that is slow for a while is slow for all; slow ones see a part of
the documents.
"""

# ruff: noqa: T201  (a script prints what it measures)

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[[list[str]], object]

WORDS = 480
TURN, TURN_SECONDS = 256, 0.5  # documents of a turn, fewer where they take longer
WARM_UP = 64  # documents that nobody measures: tables are built, modules and loops loaded
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS")


def documents(*paths: Path) -> Iterator[str]:
    """Go through distinct texts of `WORDS` words: articles, long ones in several pieces."""
    seen = set()
    for path in paths:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for line in file:
                for text in pieces(json.loads(line)["text"]):
                    if text not in seen:
                        seen.add(text)
                        yield text


def pieces(text: str) -> Iterator[str]:
    """Cut a text into pieces of `WORDS` words, lines kept; what is left at the end is left out."""
    lines = [line.split() for line in text.splitlines()]
    while sum(map(len, lines)) >= WORDS:
        kept, left = [], WORDS
        while left:
            words = lines.pop(0)
            kept.append(" ".join(words[:left]))
            if len(words) > left:
                lines.insert(0, words[left:])
            left -= min(left, len(words))
        yield "\n".join(kept)


def ours(lang: str) -> Run:
    """Score as a long scan does."""
    from detector import compiled  # noqa: PLC0415
    from detector.article import Source  # noqa: PLC0415
    from detector.scanning.work import load  # noqa: PLC0415
    from detector.scoring import score_rows  # noqa: PLC0415

    compiled.start()
    model = load(None)
    del lang

    def run(texts: list[str]) -> list[Any]:
        rows = score_rows([Source(text) for text in texts], model=model, features=True)
        assert len(rows) == len(texts)
        assert sum(row.score is not None for row in rows) > 0.9 * len(rows)
        return rows

    return run


def ours_with_site(lang: str) -> Run:
    """Score and encode rows, and look for what recurs: the whole work of a lot."""
    from detector.reading.rows import InputRow  # noqa: PLC0415
    from detector.scanning import Measuring  # noqa: PLC0415
    from detector.scanning.work import Task, score_lot  # noqa: PLC0415

    del lang
    task = Task(Measuring(features=True), long=True)

    def run(texts: list[str]) -> object:
        rows = [InputRow("-", number, number, text) for number, text in enumerate(texts, 1)]
        return [score_lot(task, rows[at : at + 256]) for at in range(0, len(rows), 256)]

    return run


def datatrove(lang: str) -> Run:
    """The four quality filters, chained: a document that one drops the next does not see."""
    from datatrove.data import Document  # noqa: PLC0415
    from datatrove.pipeline import filters  # noqa: PLC0415

    code = {"en": "eng_Latn", "ar": "arb_Arab"}[lang]
    names = ("GopherRepetition", "GopherQuality", "C4Quality", "FineWebQuality")
    chain = [getattr(filters, f"{name}Filter")(language=code) for name in names]

    def run(texts: list[str]) -> int:
        kept = [Document(text=text, id="-") for text in texts]
        for step in chain:
            kept = [document for document in kept if step.filter(document) is True]
        return len(kept)

    return run


def textstat(lang: str) -> Run:
    """Five readability figures that need no download."""
    import textstat as package  # noqa: PLC0415

    package.set_lang(lang)
    figures = (
        package.automated_readability_index, package.coleman_liau_index, package.lix,
        package.rix, package.lexicon_count,
    )  # fmt: skip
    return lambda texts: [[figure(text) for figure in figures] for text in texts]


def textdescriptives(lang: str) -> Run:
    """Four components of TextDescriptives on spaCy's blank pipeline."""
    import spacy  # noqa: PLC0415
    import textdescriptives as package  # noqa: PLC0415

    pipeline = spacy.blank(lang)
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("textdescriptives/descriptive_stats")
    pipeline.add_pipe("textdescriptives/readability")
    pipeline.add_pipe("textdescriptives/information_theory")
    limits = {"top_ngram_range": (2, 4), "duplicate_n_gram_fraction_range": (5, 10)}
    pipeline.add_pipe("textdescriptives/quality", config=limits)
    return lambda texts: [package.extract_dict(document) for document in pipeline.pipe(texts)]


def tfidf(lang: str) -> Run:
    """TF-IDF of words and pairs with logistic regression: only its scoring is measured."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415

    del lang
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression())

    def run(texts: list[str]) -> object:
        if not hasattr(model[-1], "coef_"):
            model.fit(texts, [number % 2 for number in range(len(texts))])
            return None
        return model.predict_proba(texts)

    return run


CONTENDERS: dict[str, Callable[[str], Run]] = {
    "ours: features, sentences, score": ours,
    "ours: a whole lot of a scan": ours_with_site,
    "datatrove, four quality filters": datatrove,
    "textstat, five figures": textstat,
    "TextDescriptives, four components": textdescriptives,
    "TF-IDF(1-2) + logistic regression": tfidf,
}


class Turns:
    """A contender and how far it is: documents it has seen, and the CPU time that they took."""

    def __init__(self, name: str, run: Run, texts: list[str]) -> None:
        self.name, self.run, self.done, self.seconds = name, run, 0, 0.0
        self.size = 1
        self.take(texts[:WARM_UP])
        self.size = max(1, min(TURN, int(TURN_SECONDS * self.done / self.seconds)))
        self.done, self.seconds = 0, 0.0

    def take(self, texts: list[str]) -> None:
        """Run on some documents."""
        begin = time.process_time()
        self.run(texts)
        self.seconds += time.process_time() - begin
        self.done += len(texts)


def contenders(lang: str, texts: list[str]) -> Iterator[Turns]:
    """Make those that are installed ready."""
    for name, make in CONTENDERS.items():
        try:
            run = make(lang)
            run(texts[:WARM_UP])
            yield Turns(name, run, texts)
        except Exception as error:  # noqa: BLE001  (a peer may fail in any way)
            print(f"{name:36} not measured: {type(error).__name__}: {str(error)[:100]}")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--lang", choices=("en", "ar"), required=True)
    parser.add_argument("--documents", type=int, default=2000)
    asked = parser.parse_args()
    if any(os.environ.get(name) != "1" for name in ONE_THREAD):  # libraries read it when imported
        alone = os.environ | dict.fromkeys(ONE_THREAD, "1")
        os.execve(sys.executable, [sys.executable, *sys.argv], alone)  # noqa: S606  (itself again)
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    texts = list(islice(documents(*asked.articles), asked.documents))
    print(f"{len(texts)} distinct documents of {WORDS} words, {asked.lang}")
    ready = list(contenders(asked.lang, texts))
    for begin in range(WARM_UP, len(texts), TURN):
        for one in ready:
            one.take(texts[begin : begin + one.size])
    for one in ready:
        print(f"{one.name:36} {one.done / one.seconds:10,.0f} /s")


if __name__ == "__main__":
    main()
