from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome

    Run = Callable[..., Outcome]

SCHEMA = json.loads(files("detector.reports").joinpath("schema.json").read_text(encoding="utf-8"))


def check(document: Any) -> Any:
    validate(document, SCHEMA)
    return document


def test_the_sample_is_heavily_padded_and_explained(run: Run) -> None:
    outcome = run("score", "--sample")
    assert outcome.code == 0
    assert outcome.err == ""
    assert "Ingrid Tollaksen: Biography" in outcome.out
    assert "mostly padding" in outcome.out
    assert "What to cut" in outcome.out
    assert "\x1b" not in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_the_arabic_sample(run: Run) -> None:
    outcome = run("score", "--sample", "--lang", "ar")
    assert "Arabic" in outcome.out
    assert "الخمسين ديناراً" in outcome.out


def test_json_of_one_is_an_object_and_adds_up(run: Run, english: Path) -> None:
    answer = check(json.loads(run("score", english, "--format", "json").out))
    text = english.read_text(encoding="utf-8")
    total = answer["intercept"] + sum(part["log_odds"] for part in answer["contributions"])
    assert abs(total - answer["log_odds"]) < 1e-6
    assert answer["path"] == str(english)
    covered = "".join(text[s["start"] : s["end"]] for s in answer["sentences"])
    assert "".join(covered.split()) == "".join(text.split())


def test_json_of_several_is_an_array_in_their_order(run: Run, english: Path, arabic: Path) -> None:
    answers = check(json.loads(run("score", arabic, english, "--format", "json").out))
    assert [answer["lang"] for answer in answers] == ["ar", "en"]


def test_json_of_a_folder_is_an_array_even_of_one(run: Run, note: Path) -> None:
    answers = check(json.loads(run("score", note.parent, "--format", "json").out))
    assert [answer["path"] for answer in answers] == [str(note)]
    assert answers[0]["abstained"]["reason"] == "too_short"


def test_one_and_many_answer_the_same(run: Run, english: Path, arabic: Path) -> None:
    one = json.loads(run("score", english, "--format", "json").out)
    many = json.loads(run("score", arabic, english, arabic, "--format", "json").out)
    assert many[1] == one
    assert many[0] == many[2]


def test_standard_input_is_one_more_file(run: Run, english: Path) -> None:
    piped = json.loads(run("score", "-", "--format", "json", stdin=english.read_bytes()).out)
    named = json.loads(run("score", english, "--format", "json").out)
    assert piped["path"] == "-"
    assert piped | {"path": ""} == named | {"path": ""}


def test_sarif_names_every_padded_sentence(run: Run, english: Path) -> None:
    sarif = json.loads(run("score", english, "--format", "sarif").out)
    answer = json.loads(run("score", english, "--format", "json").out)
    padded = [s for s in answer["sentences"] if (s["padding"] or 0) >= 0.5]
    assert len(sarif["runs"][0]["results"]) == len(padded) > 0


def test_markdown_is_a_comment(run: Run, english: Path) -> None:
    out = run("score", english, "--format", "markdown").out
    assert out.startswith("### Ingrid Tollaksen")
    assert "| log-odds |" in out.replace("**", "")


def test_text_follows_the_report(run: Run, english: Path) -> None:
    plain, full = run("score", english).out, run("score", english, "--text").out
    assert "sentence by sentence" in full
    assert "sentence by sentence" not in plain


def test_brief_is_a_line_for_each(run: Run, english: Path, note: Path) -> None:
    lines = run("score", english, note, "--brief").out.splitlines()
    assert len(lines) == 2
    assert lines[0].endswith(str(english))
    assert "no score" in lines[1]


def test_several_files_are_a_table(run: Run, english: Path, arabic: Path, note: Path) -> None:
    out = run("score", english, arabic, note).out
    assert "3 articles" in out
    assert "1 article without a score" in out


def test_cut_prints_the_shortened_article(run: Run, english: Path) -> None:
    answer = json.loads(run("score", english, "--format", "json").out)
    shortened = run("score", english, "--cut").out
    assert "stretched in cold water" in shortened
    assert "it is safe to say" not in shortened
    again = json.loads(run("score", "-", "--format", "json", stdin=shortened).out)
    assert again["words"] == answer["cuts"]["words_after"]
    assert again["score"] == pytest.approx(answer["cuts"]["score_after"], abs=0.11)


def test_cut_leaves_an_abstained_article_whole_and_says_so(run: Run, note: Path) -> None:
    outcome = run("score", note, "--cut")
    assert outcome.out == note.read_text(encoding="utf-8")
    assert "nothing was cut" in outcome.err
    assert run("score", note, "--cut", "--quiet").err == ""


def test_compare_tells_what_editing_changed(run: Run, english: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(run("score", english, "--cut").out, encoding="utf-8")
    outcome = run("score", "--compare", english, new)
    assert outcome.code == 0
    assert "Before and after" in outcome.out
    assert "Padding that went" in outcome.out
    assert run("score", "--compare", english, new, "--fail-over", 50).code == 0
    assert run("score", "--compare", new, english, "--fail-over", 50).code == 1


def test_the_title_shifts_no_offset(run: Run, tmp_path: Path, english: Path) -> None:
    title, _, body = english.read_text(encoding="utf-8").partition("\n\n")
    path = tmp_path / "untitled.txt"
    path.write_text(body, encoding="utf-8")
    answer = json.loads(run("score", path, "--title", title, "--format", "json").out)
    assert answer["title"] == title
    first = answer["sentences"][0]
    assert body[first["start"] : first["end"]].startswith("Who was Ingrid Tollaksen?")


def test_a_named_keyphrase_is_measured_instead(run: Run, english: Path) -> None:
    def measured(*options: str) -> dict[str, float | None]:
        answer = json.loads(run("score", english, "--format", "json", *options).out)
        parts = answer["contributions"]
        return {p["feature"]: p["value"] for p in parts if p["family"] == "keywords"}

    found, absent = measured(), measured("--keyphrase", "zeppelin insurance")
    assert found.keys() == absent.keys()
    assert found != absent


def test_fail_over(run: Run, english: Path, note: Path) -> None:
    assert run("score", english, "--fail-over", 99.9).code == 0
    assert run("score", english, "--fail-over", 60).code == 1
    assert run("score", note, "--fail-over", 0).code == 0  # abstaining is an answer
    assert run("score", english, note.parent / "missing", "--fail-over", 60).code == 3


def test_the_rest_is_scored_when_one_cannot_be_read(run: Run, english: Path) -> None:
    outcome = run("score", english.parent / "missing.txt", english, "--brief")
    assert outcome.code == 3
    assert outcome.out.count("\n") == 1
    assert (
        outcome.err
        == f"detector: {english.parent / 'missing.txt'} does not exist: check the path\n"
    )
    answers = run("score", english.parent / "missing.txt", english, "--format", "json").out
    assert len(json.loads(answers)) == 1


def test_html_answers_carry_the_text_they_count_in(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    sentence = "The council closed the Dunmore Street branch on 31 January and saved $412,000. "
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><article><p>{sentence * 9}</p></article></body></html>", "utf-8")
    answer = json.loads(run("score", path, "--format", "json").out)
    first = answer["sentences"][0]
    assert answer["text"][first["start"] : first["end"]].startswith("The council closed")


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        ((), "--sample"),
        (("x.txt", "--sample"), "choose one"),
        (("x.txt", "--compare", "a", "b"), "choose one"),
        (("x.txt", "--text", "--brief"), "choose one"),
        (("x.txt", "--cut", "--format", "json"), "leave --format json out"),
        (("-", "-"), "once"),
        (("-", "{sample}", "--title", "T"), "one by one"),
        (("{folder}", "--cut"), "name one file"),
        (("x.txt", "--fail-over", "101"), "see  detector score --help"),
        (("x.txt", "--format", "yaml"), "see  detector score --help"),
        (("x.txt", "--lang", "fr"), "see  detector score --help"),
        (("x.txt", "--nothing"), "see  detector score --help"),
    ],
)
def test_wrong_usage_is_one_line_and_2(
    run: Run, english: Path, arguments: tuple[str, ...], remedy: str
) -> None:
    filled = [a.format(sample=english, folder=english.parent) for a in arguments]
    outcome = run("score", *filled)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("detector: ")
    assert outcome.err.count("\n") == 1
    assert remedy in outcome.err
