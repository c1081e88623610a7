from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema

from detector.reports.sarif import to_sarif
from detector.results import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.results import Result


def run_of(*results: Result, **options: Any) -> dict[str, Any]:
    log = json.loads(to_sarif(results, "1.2.3", **options))
    assert log["version"] == "2.1.0"
    run: dict[str, Any]
    (run,) = log["runs"]
    return run


def region_of(finding: dict[str, Any]) -> dict[str, int]:
    region: dict[str, int] = finding["locations"][0]["physicalLocation"]["region"]
    return region


def cut_out(text: str, region: dict[str, int]) -> str:
    """Read a region the way a viewer does: lines by line feed, columns in code points."""
    lines = text.split("\n")[region["startLine"] - 1 : region["endLine"]]
    lines[-1] = lines[-1][: region["endColumn"] - 1]
    return "\n".join(lines)[region["startColumn"] - 1 :]


def test_one_result_for_each_padded_sentence(
    english: Result, arabic: Result, hostile: Result
) -> None:
    for result in (english, arabic, hostile):
        run = run_of(result)
        wanted = [result.text[s.start : s.end] for s in result.sentences if s.reason]
        assert run["columnKind"] == "unicodeCodePoints"
        assert [cut_out(result.text, region_of(f)) for f in run["results"]] == wanted


def test_lines_and_columns_beyond_the_basic_plane(english: Result) -> None:
    text = "🙂🙂 one.\r\nSecond 🙂 line\ngoes on. Tail."
    spans = ((0, 7), (9, 31), (32, 37))
    units = tuple(Sentence(a, b, "sentence", 0.9, "generic", None, 0) for a, b in spans)
    findings = run_of(replace(english, text=text, sentences=units))["results"]
    assert [cut_out(text, region_of(f)) for f in findings] == [text[a:b] for a, b in spans]
    assert region_of(findings[1]) == {
        "startLine": 2,
        "startColumn": 1,
        "endLine": 3,
        "endColumn": 9,
    }


def test_rules_are_the_reasons(english: Result) -> None:
    run = run_of(english)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["padding/restates", "padding/generic", "padding/stuffing"]
    assert all(rules[f["ruleIndex"]] == f["ruleId"] for f in run["results"])
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"


def test_a_restating_sentence_points_at_the_first_one(english: Result) -> None:
    finding = next(f for f in run_of(english)["results"] if f["ruleId"] == "padding/restates")
    (related,) = finding["relatedLocations"]
    assert f"]({related['id']})" in finding["message"]["text"]
    region = related["physicalLocation"]["region"]
    assert cut_out(english.text, region) == english.text[531:619]


def test_text_of_the_article_is_no_link(hostile: Result) -> None:
    texts = [f["message"]["text"] for f in run_of(hostile)["results"]]
    ours = [re.sub(r"sentence \[\d+\]\(1\)", "", text) for text in texts]
    assert "\\[31m" in ours[0]
    assert not re.search(r"(?<!\\)[\[\]]", "".join(ours))
    assert "\x1b" not in "".join(texts)


def test_fingerprints_are_stable_and_tell_doubles_apart(english: Result) -> None:
    text = "Same.\nSame.\n"
    units = tuple(Sentence(a, a + 5, "sentence", 0.9, "generic", None, 0) for a in (0, 6))
    findings = run_of(replace(english, text=text, sentences=units))["results"]
    prints = [f["partialFingerprints"]["paddedSentence/v1"] for f in findings]
    assert len(set(prints)) == 2
    moved = tuple(s._replace(start=s.start + 2, end=s.end + 2) for s in units)
    later = run_of(replace(english, text="\n\n" + text, sentences=moved))["results"]
    assert [f["partialFingerprints"]["paddedSentence/v1"] for f in later] == prints


def test_an_article_without_a_score_is_a_notification(abstained: Result) -> None:
    run = run_of(abstained)
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert run["results"] == []
    assert notice["message"]["text"] == "The text has 3 words; a score needs 80."


def test_extracted_text_has_no_lines_in_its_file(english: Result) -> None:
    run = run_of(english, extracted={english.path})
    assert len(run["results"]) == 27
    assert all("region" not in f["locations"][0]["physicalLocation"] for f in run["results"])


def test_paths_become_uri_references(english: Result) -> None:
    def uri(path: str) -> str:
        finding = run_of(replace(english, path=path))["results"][0]
        return str(finding["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])

    assert uri("a dir/نص.md") == "a%20dir/%D9%86%D8%B5.md"
    assert uri("a:b#c?.txt") == "a%3Ab%23c%3F.txt"
    assert uri(str(Path("/tmp/x y.txt"))).endswith("/tmp/x%20y.txt")  # noqa: S108 - only a name
    assert uri("-") == "-"


def test_the_golden_log(
    arabic: Result, abstained: Result, golden: Callable[[str, str], None]
) -> None:
    golden("answer.sarif", to_sarif([arabic, abstained], "1.2.3"))


def test_every_log_has_the_shape_of_the_standard(
    english: Result, arabic: Result, hostile: Result, abstained: Result
) -> None:
    schema = json.loads(Path(__file__).with_name("sarif.json").read_text(encoding="utf-8"))
    results = [english, arabic, hostile, abstained]
    for log in (
        to_sarif(results, "1.2.3"),
        to_sarif(results, "1.2.3", extracted={english.path}),
        to_sarif([], "1.2.3"),
    ):
        jsonschema.validate(json.loads(log), schema)
