"""Names in Arabic, where no capital tells them: what titles, kinship words and lists find."""

from __future__ import annotations

import pytest

from detector.article import Source
from detector.features.anchors import is_name
from detector.segmenting import make_batch

FOUND = [
    # Titles, feminine and with particles, before names that are in no list.
    ("افتتح وزير الزراعة نزار الهباش المعرض صباح الأحد.", "نزار الهباش"),
    ("قالت الدكتورة سوسن الطراونة إن اللقاح وصل.", "سوسن الطراونة"),
    ("وللدكتور قيس المومني رأي آخر.", "قيس المومني"),
    ("ووقعت الوزيرة ثريا الدليمي القرار.", "ثريا الدليمي"),
    ("التقى السفير الياباني كينجي ناكامورا الطلاب.", "كينجي ناكامورا"),
    ("سلّم السيد عوني الخصاونة المفاتيح.", "عوني الخصاونة"),
    ("استقبلت السيدة نايفة الحموي الضيوف.", "نايفة الحموي"),
    # Descent: son, daughter, family.
    ("ولد قتيبة بن مسلم في البصرة.", "قتيبة مسلم"),
    ("رحل ابن بطوطة إلى الهند.", "بطوطة"),
    ("قاتل قطري ابن الفجاءة سنوات.", "الفجاءة"),
    ("وكانت زبيدة بنت جعفر كريمة.", "زبيدة جعفر"),
    ("ينتمي إلى آل الجبوري في الموصل.", "الجبوري"),
    # Bynames by a child, and servants of God.
    ("لحّن أبو خليل القباني الموشح.", "خليل القباني"),
    ("وعن أبي هريرة روي ذلك.", "هريرة"),
    ("غنّت أم كلثوم الأطلال.", "كلثوم"),
    ("غادر عبد الحميد كرامي البيت.", "الحميد كرامي"),
    ("سجّل عبد القيوم هدفين.", "القيوم"),
    # Relatives.
    ("وأنجبت زوجته شقيقها حسام درويش.", "حسام درويش"),
    ("عاش والد الشاعر محمود في حيفا.", "محمود حيفا"),
]

MISSED = [
    ("صرّح الناطق باسم الشركة زهير بركات بذلك.", "زهير بركات"),
    ("رئيس البلدية طلال القاضي افتتح السوق.", "طلال القاضي"),
    ("م. ليث الصباغ صمم المبنى.", "ليث الصباغ"),
    ("وشارك أ.د. فواز الشمري في الندوة.", "فواز الشمري"),
    ("سمعنا أبا فراس ينشد قصيدته.", "فراس"),
    ("أعدّت أم سعيد الخبز للجيران.", "سعيد"),
    ("تزوج هندا بنت عتبة وأنجب منها.", "هندا عتبة"),
    ("وألقى عبدالرؤوف النجار كلمة.", "عبدالرؤوف النجار"),
    ("ظهر أمة الله الخولاني في الصورة.", "الخولاني"),
    ("قال المقدسي في كتابه إن الماء كثير.", "المقدسي"),
    ("جلس فادي الخوري قرب النافذة.", "فادي الخوري"),
    ("لعب جوليان ألفاريز في المباراة.", "جوليان ألفاريز"),
    ("وصلت زوجته ريما إلى المطار.", "ريما"),
]

PLAIN = [
    # What stands behind a role is no name by that alone.
    "الوزير الجديد يحب القهوة في الصباح.",
    "مدير المدرسة الابتدائية غادر مبكرا.",
    "والد الطفل يعمل في الورشة.",
    "ينصح الطبيب بشرب الماء كثيرا.",
    "عضو مجلس الإدارة شرح الخطة الجديدة.",
    # Plain words that share their stem with a listed name of a person or place.
    "يوجد في الليل من يترك الأسئلة للآخرين.",
    "افتح القائمة لفهم المعنى بلطف.",
    "العمر الآمن لكل مريض يفوز به.",
    "الأم تعدّ الخبز كل صباح.",
    "أم أنك تفضّل البقاء في البيت؟",
    "تعمل البنت الصغيرة مع أمها كل يوم.",
]


def names(text: str) -> set[str]:
    """The words of a sentence that are taken for names."""
    batch = make_batch([Source(text)], "ar")
    marked = is_name(batch).nonzero()[0].tolist()
    return {text[batch.tokens.start[token] : batch.tokens.end[token]] for token in marked}


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_names_behind_titles_and_kinship_words_are_found(text: str, expected: str) -> None:
    assert set(expected.split()) <= names(text)


@pytest.mark.xfail(reason="no list or pattern tells these", strict=True)
@pytest.mark.parametrize(("text", "expected"), MISSED)
def test_names_that_are_known_to_be_missed(text: str, expected: str) -> None:
    assert set(expected.split()) <= names(text)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_sentences_name_nobody(text: str) -> None:
    assert names(text) == set()
