from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detector.article import Source
from detector.cutting import cut_text
from detector.features import FEATURES
from detector.model import load_model
from detector.scoring import score_rows, score_sources

ARTICLES = Path(__file__).parent / "articles"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(ARTICLES.iterdir())}
SOURCES = [Source(text, name) for name, text in TEXTS.items()]
RESULTS = {result.path: result for result in score_sources(SOURCES)}
STOCK = ["أهمية التكريم", "السياق العام", "ردود الفعل", "التداعيات", "الدروس المستفادة", "خاتمة"]


def test_bare_headed_padded_news_is_found_with_its_stock_sections_and_its_phrase() -> None:
    farm = RESULTS["news-farm-ar.txt"]
    assert farm.score is not None
    assert farm.score >= 85
    assert farm.share is not None
    assert farm.share.value > 0.5
    assert [section.heading for section in farm.sections if section.stock] == STOCK
    assert farm.keyphrases[0].phrase == "الدكتورة ليلى عبد الرحمن الحديدي"


def test_a_dense_wire_story_scores_low() -> None:
    wire = RESULTS["wire-ar.txt"]
    assert wire.score is not None
    assert wire.score < 20
    assert wire.cuts is not None
    assert wire.cuts.sentences == ()


def test_real_lessons_learned_and_a_real_conclusion_pass() -> None:
    post_mortem = RESULTS["post-mortem-en.md"]
    assert post_mortem.score is not None
    assert post_mortem.score < 25
    stock = [section for section in post_mortem.sections if section.stock]
    assert [section.heading for section in stock] == ["Lessons learned", "Conclusion"]
    assert all(section.padding is not None and section.padding < 0.2 for section in stock)


@pytest.mark.parametrize("name", TEXTS)
def test_contributions_add_up_to_the_score(name: str) -> None:
    result = RESULTS[name]
    assert result.intercept is not None
    assert result.log_odds is not None
    total = result.intercept + sum(part.log_odds for part in result.contributions)
    assert total == pytest.approx(result.log_odds, abs=1e-9)
    assert result.score == pytest.approx(100 / (1 + math.exp(-result.log_odds)), abs=1e-9)
    assert {part.feature for part in result.contributions} == {f.id for f in FEATURES}


@pytest.mark.parametrize("name", TEXTS)
def test_sentences_cover_all_that_can_be_seen_in_order(name: str) -> None:
    result, text = RESULTS[name], TEXTS[name]
    covered = np.zeros(len(text), np.bool_)
    end = 0
    for sentence in result.sentences:
        assert end <= sentence.start < sentence.end <= len(text)
        covered[sentence.start : sentence.end] = True
        end = sentence.end
    assert not [char for char, inside in zip(text, covered, strict=True)
                if not inside and not char.isspace()]  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_every_span_lies_in_the_text_and_every_index_points_back(name: str) -> None:
    result = RESULTS[name]
    spans = [span for part in result.contributions for span in part.evidence]
    spans += [span for phrase in result.keyphrases for span in phrase.spans]
    spans += [(claim.start, claim.end) for claim in result.claims]
    assert all(0 <= start < end <= len(result.text) for start, end in spans)
    for index, sentence in enumerate(result.sentences):
        assert sentence.restates is None or 0 <= sentence.restates < index
        assert 0 <= sentence.section < len(result.sections)


def test_the_score_after_the_cut_is_that_of_the_text_without_it() -> None:
    english = "\n\n".join([TEXTS["post-mortem-en.md"], FILLER])
    result = score_sources([Source(english)])[0]
    assert result.cuts is not None
    assert result.cuts.sentences
    assert result.cuts.score_after is not None
    assert result.score is not None
    assert result.cuts.score_after < result.score
    again = score_rows([Source(cut_text(result), lang="en")])[0]
    assert again.score == pytest.approx(result.cuts.score_after, abs=1e-9)
    assert again.words == result.cuts.words_after


FILLER = """In today's fast-paced world, it is more important than ever to understand the
importance of reliability. Reliability plays a crucial role in the success of any business. By
learning from these experiences, organizations can achieve their goals and build a better future.

In conclusion, it is clear that preparation is the key to success. As we have seen, the lessons
learned here can make all the difference. Only time will tell what the future holds."""


def test_rows_have_the_scores_of_results_whatever_stands_beside_them() -> None:
    rows = score_rows([*SOURCES, Source("", "empty"), *reversed(SOURCES)])
    for source, row in zip([*SOURCES, None, *reversed(SOURCES)], rows, strict=True):
        if source is None:
            assert row.abstained is not None
            continue
        result = RESULTS[source.origin]
        assert row.score == pytest.approx(result.score, abs=1e-9)
        assert row.share is not None
        assert result.share is not None
        assert row.share.value == pytest.approx(result.share.value, abs=1e-9)


def test_rows_carry_features_and_sentences_when_they_are_asked_for() -> None:
    bare = score_rows(SOURCES[:1])[0]
    full = score_rows(SOURCES[:1], features=True, sentences=True)[0]
    assert bare.features == {}
    assert bare.sentences == ()
    assert set(full.features) == {feature.id for feature in FEATURES}
    assert full.sentences == RESULTS[SOURCES[0].origin].sentences


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  \n\t ", "empty"),
        ("The bridge closed on Tuesday at 9.", "too_short"),
        ("Le chat est sur la table et les enfants sont dans le jardin avec leur mère. " * 20,
         "language"),
        ("= + ; 1234 {} [] 99 -- " * 100, "not_prose"),
        ("the one\n" * 30_000, "too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_abstains_with_a_reason(text: str, reason: str) -> None:
    result = score_sources([Source(text)])[0]
    assert result.score is None
    assert result.cuts is None
    assert result.contributions == ()
    assert result.abstained is not None
    assert result.abstained.reason == reason
    assert result.abstained.detail


def test_a_title_given_beside_the_text_shifts_no_offset() -> None:
    text = TEXTS["wire-ar.txt"]
    title, _, body = text.partition("\n\n")
    result = score_sources([Source(body, title=title)])[0]
    assert result.title == title
    assert result.text == body
    first = result.sentences[0]
    assert body[first.start : first.end].startswith("اتفق وفدا")
    assert all(section.start >= 0 for section in result.sections)


def test_a_named_keyphrase_is_followed_instead_of_the_one_found() -> None:
    text = TEXTS["news-farm-ar.txt"]
    found = score_rows([Source(text)], features=True)[0]
    named = score_rows([Source(text, keyphrase="البحث العلمي")], features=True)[0]
    assert named.features["keywords.excess"] != found.features["keywords.excess"]


def test_a_model_without_the_language_abstains() -> None:
    model = load_model()
    english = replace(model, languages={"en": model.languages["en"]})
    row = score_rows([Source(TEXTS["wire-ar.txt"])], model=english)[0]
    assert row.abstained is not None
    assert row.abstained.reason == "language"


def test_a_text_beyond_all_articles_leaves_those_beside_it_alone() -> None:
    rows = score_rows([SOURCES[0], Source("the one\n" * 30_000), SOURCES[1]])
    assert rows[1].abstained is not None
    assert rows[0].score == pytest.approx(RESULTS[SOURCES[0].origin].score, abs=1e-9)
    assert rows[2].score == pytest.approx(RESULTS[SOURCES[1].origin].score, abs=1e-9)


def test_phrases_at_the_very_end_of_a_text_grow_no_further() -> None:
    result = score_sources([Source("[bold]The council[/bold] voted on Tuesday. \x1b[31m" * 40)])[0]
    assert all(end <= len(result.text) for p in result.keyphrases for _, end in p.spans)


def test_a_named_keyphrase_stands_first_even_where_it_is_absent() -> None:
    text = TEXTS["news-farm-ar.txt"]
    for phrase, mentioned in (("البحث العلمي", True), ("تأمين المناطيد", False)):
        first = score_sources([Source(text, keyphrase=phrase)])[0].keyphrases[0]
        assert first.phrase == phrase
        assert (first.count > 0) == mentioned
        assert len(first.spans) == first.count
