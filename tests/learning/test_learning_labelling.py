from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.article import Source
from detector.errors import DataError, InputError
from detector.learning.answers import Command, Labels, read_answer, read_verdict
from detector.learning.data import read_labelled
from detector.learning.drafts import start_draft
from detector.learning.labelling import LabelFile, Session
from detector.learning.sampling import RandomOrder

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = "The council met on the fourth of May. It voted to close the library. Nobody objected."
ARABIC = "اجتمع المجلس في الرابع من أيار. وصوت على إغلاق المكتبة في نهاية العام. ولم يعترض أحد."


def _sources(count: int = 3) -> list[Source]:
    return [Source(f"{ENGLISH} It was meeting {i} of the year.", f"a{i}") for i in range(count)]


def _session(path: Path, sources: list[Source] | None = None) -> Session:
    sources = _sources() if sources is None else sources
    return Session(sources, RandomOrder(len(sources)), LabelFile(path), sampling="random")


def _finish(session: Session, labels: str = "KGKK", verdict: int = 1) -> None:
    assert session.draft is not None
    session.update(session.draft.label(Labels(None, labels)))
    assert session.draft is not None
    session.update(session.draft.judge(verdict))


@pytest.mark.parametrize(
    ("line", "units", "labels"),
    [
        ("g", None, "G"),
        (" kKr ", None, "KKR"),
        ("3 g", (2,), "G"),
        ("3-7 g", (2, 3, 4, 5, 6), "G"),
        ("3-7g", (2, 3, 4, 5, 6), "G"),
        ("8- x", (7, 8), "X"),
        ("-2 h", (0, 1), "H"),
        ("- k", tuple(range(9)), "K"),
        ("1, 3-4,4 s", (0, 2, 3), "S"),
        ("ل", None, "G"),
        ("نق", None, "KR"),
        ("لا", None, "B"),
        ("اا", None, "HH"),
        ("٣-٤ ل", (2, 3), "G"),
        ("١،٣ ن", (0, 2), "K"),
    ],
)
def test_labels_are_read(line: str, units: tuple[int, ...] | None, labels: str) -> None:
    assert read_answer(line, 9) == Labels(units, labels)


@pytest.mark.parametrize(("line", "command"), [("u", "u"), ("ع", "u"), ("Q", "q"), ("؟", "?")])
def test_commands_are_read_on_either_keyboard(line: str, command: str) -> None:
    assert read_answer(line, 9) is Command(command)
    assert read_verdict(line) is Command(command)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "type one of k r g s b h x"),
        ("z", "type one of"),
        ("kz", "type one of"),
        ("3", "type one of"),
        ("0 g", "numbered 1 to 9"),
        ("10 g", "numbered 1 to 9"),
        ("7-3 g", "runs backwards"),
        ("3-7 gk", "one label after the numbers"),
        ("3 4 g", "is no sentence"),
        ("1-2-3 g", "is no sentence"),
        ("9" * 5000 + " g", "is no sentence"),
        ("²-³ g", "type one of|is no sentence"),
    ],
)
def test_anything_else_is_refused_with_what_would_do(line: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_answer(line, 9)


@given(st.text(max_size=30))
def test_any_line_is_read_or_refused(line: str) -> None:
    for read in (lambda: read_answer(line, 5), lambda: read_verdict(line)):
        try:
            answer = read()
        except ValueError:
            continue
        if isinstance(answer, Labels) and answer.units is not None:
            assert set(answer.units) <= set(range(5))


@pytest.mark.parametrize(("line", "verdict"), [("0", 0), (" 3 ", 3), ("٢", 2)])
def test_verdicts_are_read(line: str, verdict: int) -> None:
    assert read_verdict(line) == verdict


@pytest.mark.parametrize("line", ["4", "", "g", "22", "-1"])
def test_other_verdicts_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match="0, 1, 2 or 3"):
        read_verdict(line)


@pytest.mark.parametrize(("text", "lang"), [(ENGLISH, "en"), (ARABIC, "ar")])
def test_a_draft_covers_the_text_and_takes_labels(text: str, lang: str) -> None:
    draft = start_draft(Source(text, title="Given"))
    assert draft.source.lang == lang
    assert "".join(text[a:b] for a, b in draft.spans).split() == text.replace(". ", ".").split()
    assert (len(draft.spans), draft.place) == (3, 0)
    draft = draft.label(Labels(None, "KG")).label(Labels((0,), "R"))
    assert draft.labels == ("R", "G", "")
    assert draft.place == 2
    with pytest.raises(ValueError, match="3 labels for the 1 units left"):
        draft.label(Labels(None, "KKK"))
    assert draft.before is not None
    assert draft.before.labels == ("K", "G", "")


def test_what_was_labelled_is_read_back_as_labelled_data(tmp_path: Path) -> None:
    session = _session(tmp_path / "labels.jsonl", [Source(ENGLISH, "a.txt", "A title")])
    _finish(session, "KGR", 2)
    data = read_labelled(tmp_path / "labels.jsonl")
    assert (data.ids, data.lang, data.sources[0].title) == (("a.txt",), ("en",), "A title")
    assert data.verdict.tolist() == [2]
    assert [label for _, _, label in data.units[0]] == ["K", "G", "R"]
    assert data.share[0] == pytest.approx(8 / 16, abs=1e-4)
    assert json.loads((tmp_path / "labels.jsonl").read_text())["sampling"] == "random"


def test_a_session_resumes_where_it_was_left_even_within_an_article(tmp_path: Path) -> None:
    session = _session(tmp_path / "a.jsonl")
    _finish(session)
    assert session.draft is not None
    session.update(session.draft.label(Labels(None, "SG")))
    again = _session(tmp_path / "a.jsonl")
    assert again.draft == session.draft
    _finish(again, "KK")
    _finish(again)
    assert again.draft is None
    assert len(read_labelled(tmp_path / "a.jsonl")) == 3
    assert _session(tmp_path / "a.jsonl").draft is None
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_undo_takes_back_answers_and_then_the_article_before(tmp_path: Path) -> None:
    session = _session(tmp_path / "a.jsonl")
    assert not session.undo()
    first = session.draft
    _finish(session)
    second = session.draft
    assert second is not None
    session.update(second.label(Labels(None, "K")))
    assert session.undo()
    assert session.draft == second
    assert session.undo()
    assert session.draft is not None
    assert first is not None
    assert session.draft.source == first.source
    assert session.draft.labels == ("K", "G", "K", "K")
    assert (tmp_path / "a.jsonl").read_text() == ""
    session.update(session.draft.judge(3))
    assert session.draft == second
    _finish(session)
    _finish(session)
    assert session.draft is None
    assert sorted(read_labelled(tmp_path / "a.jsonl").verdict.tolist()) == [1, 1, 3]


def test_undo_after_the_last_article_reopens_it(tmp_path: Path) -> None:
    session = _session(tmp_path / "a.jsonl", _sources(1))
    _finish(session)
    assert session.undo()
    assert session.draft is not None
    assert session.draft.verdict is None


def test_an_article_passed_over_is_asked_for_next_time(tmp_path: Path) -> None:
    session = _session(tmp_path / "a.jsonl", _sources(2))
    passed = session.draft
    session.pass_over()
    assert session.draft != passed
    session.pass_over()
    assert session.draft is None
    assert _session(tmp_path / "a.jsonl", _sources(2)).draft == passed


def test_equal_texts_are_asked_for_once(tmp_path: Path) -> None:
    session = _session(tmp_path / "a.jsonl", [Source(ENGLISH, "a"), Source(ENGLISH, "b")])
    _finish(session, "KKK")
    assert session.draft is None


def test_articles_that_cannot_be_labelled_are_named(tmp_path: Path) -> None:
    session = _session(tmp_path / "a.jsonl", [Source("", "empty"), Source("한국어 문장", "ko")])
    assert session.draft is None
    assert sorted(source.origin for source, _ in session.unread) == ["empty", "ko"]


def test_rows_of_others_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"text": "Some other article.", "verdict": 0, "note": "keep – me"}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n\n", encoding="utf-8")
    _finish(_session(path))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows[0] == row
    assert len(rows) == 2


@pytest.mark.parametrize("content", [b"not json\n", b'{"id": 1}\n', b"[]\n"])
def test_a_file_that_holds_no_labels_is_never_written_to(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"a\.jsonl:1 is no labelled article"):
        LabelFile(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError):
        LabelFile(path)


@pytest.mark.parametrize("draft", ["", "[]", '{"text": 3}', '{"units": 5}', "\ud800", "{}"])
def test_a_spoilt_draft_is_passed_over(tmp_path: Path, draft: str) -> None:
    (tmp_path / "a.jsonl.draft").write_bytes(draft.encode("utf-8", "surrogatepass"))
    session = _session(tmp_path / "a.jsonl")
    assert session.draft is not None
    assert set(session.draft.labels) == {""}


def test_two_sessions_on_one_file_lose_nothing(tmp_path: Path) -> None:
    first, second = _session(tmp_path / "a.jsonl"), _session(tmp_path / "a.jsonl")
    _finish(first)
    with pytest.raises(DataError, match="was changed by another program"):
        _finish(second)
    assert len(read_labelled(tmp_path / "a.jsonl")) == 1
