"""Words that express a proposition of their own, told by lists and endings: no tagger is used.

The lists are own and short: closed classes as a whole, open ones by their most common words.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from detector.languages.characters import fold_text

if TYPE_CHECKING:
    from detector.article import Language

_EN_WORDS = """
about above across after against along among around as at before behind below beneath beside
between beyond by concerning despite down during except for from in inside into like near of off on
onto out outside over past per since through throughout till toward towards under underneath until
up upon via with within without
and but or nor so yet although because if unless whereas while though whether than when where that
not never always often sometimes usually rarely seldom again already almost also perhaps maybe
quite rather really too very well here there now then today tomorrow yesterday soon still just only
even ever far away back ago once twice together however therefore thus instead otherwise more most
less least much enough better best worse
good bad new old big small large little long short high low great young early late important few
own right wrong same different able free full sure true false real hard easy strong weak warm cold
hot cool dark light bright clean dirty dry wet heavy empty open closed rich poor safe dangerous
happy sad angry tired sick healthy busy ready quick slow fast deep shallow wide narrow thick thin
soft loud quiet fresh sweet bitter sour red blue green yellow black white brown gray grey pink
local national public private common rare simple clear main whole human modern recent current
final first last next previous several many
go goes went gone come comes came say says said see sees saw seen know knows knew known get gets
got think thinks thought take takes took taken make makes made find finds found give gives gave
given tell tells told feel feels felt become becomes became leave leaves left put puts mean means
meant keep keeps kept let lets begin begins began begun seem seems show shows shown hear hears
heard play plays run runs ran move moves live lives believe believes hold holds held bring brings
brought write writes wrote written sit sits sat stand stands stood lose loses lost pay pays paid
meet meets met include includes continue continues set sets learn learns learnt lead leads led
understand understands understood speak speaks spoke spoken read reads spend spends spent grow
grows grew grown win wins won teach teaches taught buy buys bought sell sells sold send sends sent
build builds built fall falls fell fallen cut cuts reach reaches rise rises rose risen drive drives
drove driven break breaks broke broken eat eats ate eaten drink drinks drank sleep sleeps slept ask
asks need needs want wants use uses try tries call calls work works help helps look looks
"""
_EN_AUXILIARIES = """
am is are was were be been being have has had having do does did
"""
_EN_DETERMINERS = """
a an the no this that these those my your his her its our their some any
"""
_EN_ENDINGS = (
    "ly", "able", "ible", "ful", "less", "ous", "ive", "ical", "ed", "ing", "ize", "izes", "ise",
    "ises", "ify", "ifies",
)  # fmt: skip
_EN_NOT = """
family supply reply july assembly monopoly fly thing king ring morning evening spring string
building ceiling wedding meeting nothing something anything everything wing bed seed need speed
feed breed shed table vegetable cable motive native detective executive initiative olive five
premise enterprise exercise franchise paradise rise wise noise
"""

_AR_WORDS = """
في من على إلى عن مع حتى منذ خلال بعد قبل عند بين تحت فوق أمام خلف وراء حول دون بدون ضد نحو عبر ضمن
لدى لدي رغم سوى عليه عليها عليهم فيه فيها منه منها منهم إليه إليها عنه عنها معه معها له لها لهم به
بها بهم
ثم أو أم لكن بل أن إن لأن إذا لو كي لكي حيث عندما حين بينما كما مثل
لا لم لن ليس ليست غير أيضا جدا فقط دائما أبدا غالبا أحيانا ربما قد لقد سوف هنا هناك الآن اليوم أمس
غدا معا أكثر أقل
قال قالت قالوا أعلن أعلنت أكد أكدت أضاف أضافت ذكر ذكرت أوضح أوضحت أشار أشارت بدأ بدأت وصل وصلت عاد
عادت ذهب ذهبت جاء جاءت دخل دخلت خرج خرجت وجد وجدت أخذ أخذت أعطى أعطت جعل جعلت ترك تركت كتب كتبت قرأ
قرأت درس درست عمل عملت بلغ بلغت ارتفع ارتفعت انخفض انخفضت زاد زادت شهد شهدت حقق حققت قدم قدمت أصدر
أصدرت قرر قررت طلب طلبت عقد عقدت زار زارت استقبل استقبلت فتح فتحت أغلق أغلقت رأى رأت سمع سمعت عرف
عرفت ظهر ظهرت نشر نشرت وضع وضعت بنى بنت باع باعت اشترى اشترت دفع دفعت كشف كشفت شارك شاركت تمكن تمكنت
جديد جديدة قديم قديمة كبير كبيرة صغير صغيرة طويل طويلة قصير قصيرة كثير كثيرة قليل قليلة مهم مهمة
جميل جميلة قوي قوية ضعيف ضعيفة سريع سريعة بطيء بطيئة مختلف مختلفة الجديد الجديدة القديم القديمة
الكبير الكبيرة الصغير الصغيرة الطويل الطويلة
"""
_AR_NOT = """
يومي يوما يومين ويومين يمين اليمين يسار يسارا يناير يونيو يوليو ياسمين يوسف ويوسف يتيم يقين ينبوع
فيديو فيروس فيلسوف فيزياء فيضان سيول سيدة سيدات سينما سيناء سيطرة سيرة سيجارة والدة والدته والدتها
والدين والديه واللاتي
"""


class Classes(NamedTuple):
    """Folded words by what they do to a count of propositions."""

    words: frozenset[str]
    auxiliaries: frozenset[str]
    determiners: frozenset[str]
    excluded: frozenset[str]
    endings: tuple[str, ...]


@cache
def load_classes(lang: Language) -> Classes:
    """Return the folded lists of a language."""
    if lang == "en":
        return Classes(
            _folded(_EN_WORDS),
            _folded(_EN_AUXILIARIES),
            _folded(_EN_DETERMINERS),
            _folded(_EN_NOT),
            _EN_ENDINGS,
        )
    return Classes(_folded(_AR_WORDS), frozenset(), frozenset(), _folded(_AR_NOT), ())


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold_text(words).split())
