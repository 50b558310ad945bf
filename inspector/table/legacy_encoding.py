"""Guesses which of the encodings of before Unicode a text is written in.

The guess is the reading that costs the fewest bits: a character costs the more the rarer it is in its language, and so
does a change between alphabets within a word. Read wrongly, text turns into rare characters in odd company. The
levels of the East Asian character sets are their own lists of common characters: GB 2312 rows 16 to 55, Big5 from A440,
JIS X 0208 rows 16 to 47, KS X 1001 rows 16 to 40. The names of encodings are Python's; what bytes they allow is in the
WHATWG Encoding Standard, "Legacy multi-byte encodings".
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from inspector.columns import Bytes
from inspector.progress import Monitor

Costs = npt.NDArray[np.float32]

SAMPLE_SIZE = 1 << 16
"""How many bytes a guess is made from; they come from all over the text."""

_CHUNK_SIZE = 1 << 20
_MIN_SAMPLE_PER_CHUNK = 256
_LEAD_SIZE, _TAIL_SIZE = 512, 1024
"""How much of a long line is taken before and after its first byte beyond ASCII."""

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_LINE_END = re.compile(rb"[\r\n]")

ONE_BYTE_ENCODINGS = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "koi8_r",
    "mac_roman",
)
_LATIN_ENCODINGS = frozenset({"cp1252", "cp1250", "cp1254", "cp1257", "mac_roman"})
_REPLACE_CP1252_GAPS = bytes(0x3F if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else byte for byte in range(256))

_UNKNOWN_COST, _RARE_COST, _PRIVATE_USE_COST, _BAD_BYTE_COST = 28.0, 24.0, 30.0, 25.0
_BAD_UTF8_BYTE_COST = 13.0
"""About what a byte of damage costs in any one-byte encoding: damage speaks neither for nor against UTF-8."""
_UTF8_LEAD, _UTF8_MARK_LEAD, _EAST_ASIAN_DEBT = 12.0, 60.0, 6.0
"""In bits: how much likelier UTF-8, and less likely East Asia, is before the text has been looked at."""
_MIN_CHARACTERS_PER_BAD_BYTE = 20
"""Fewer sound characters than this for each byte that fits nowhere: the text is in another encoding."""
_MIN_CHARACTERS = 2
_MAX_MEAN_COST = 13.0
"""In bits a character: what is rarer on average is no language."""

_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC)))
_HALF_WIDTH_KANA = "".join(map(chr, range(0xFF61, 0xFFA0)))
_FULL_WIDTH = "".join(map(chr, range(0xFF01, 0xFF5F)))
_PUNCTUATION = "".join(
    map(chr, (*range(0x3000, 0x3003), 0x3005, *range(0x300A, 0x3012), 0x301C, 0x30FB, 0x2014, 0x2018, 0x2019, 0x201C))
) + "".join(
    map(chr, (0x201D, 0x2026, 0xB7, 0xFF01, 0xFF06, 0xFF08, 0xFF09, 0xFF0C, 0xFF0D, 0xFF0F, 0xFF1A, 0xFF1B, 0xFF1F))
)
_SYMBOLS = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3220, 0x3244), *range(0x2190, 0x2194), 0x2116, 0x203B)))

_SIMPLIFIED = """
的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经
么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全
三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任
常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必
场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告
类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运谢请您吗吧呢哪谁祝贺感期待联系愿帮助历简招聘职
李刘陈杨黄赵吴周徐孙朱胡郭林罗郑梁宋唐韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶苏魏吕丁沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方邹孟熊秦邱江
尹薛闫段雷侯龙史陶黎顾毛郝龚邵钱严武戴莫孔汤伟芳娜敏静秀丽磊洋勇艳杰娟涛超兰霞刚桂英华玉萍红玲婷雪琳慧洁梅莉晓佳欣怡宇浩轩鑫
鹏飞峰波斌辉健俊凯志永春梦诗雨涵豪博技限销售计软客户服商集团研究投资融银证券京州深圳杭香港湾财项目监理顾产营源副策划媒网络络
"""
_TRADITIONAL = """
的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經
麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全
三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任
常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必
場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告
類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運謝請您嗎吧呢哪誰祝賀感期待聯繫願幫助歷簡招聘職
李劉陳楊黃趙吳周徐孫朱胡郭林羅鄭梁宋唐韓馮鄧曹彭曾蕭田董袁潘蔣蔡余杜葉蘇魏呂丁沈姚盧姜崔鍾譚陸汪范石廖賈夏方鄒孟熊秦邱江洪莊
偉芳娜敏靜秀麗磊洋勇艷傑娟濤超蘭霞剛桂英華玉萍紅玲婷雪琳慧潔梅莉曉佳欣怡宇浩軒鵬飛峰波斌輝健俊凱志永春夢詩雨涵豪博淑惠雅宗翰
技限銷售軟客戶服商集團研究投資融銀證券京州深香港台臺灣北財專案項目監理顧產營源副策劃媒網路股份企業程式師
"""
_KANJI = """
日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力
学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以
機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍
文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品論計官増係感特情投示変打男基私各始島直両朝式確村提運終
果西勢台広容必応電歳住能無再位置企真流格有口過局少放検藤町常校料沢工建語球営空職証土与急送供可役構木割聞身費付施切由説転食比難
防補車優夫研収断井何南石足違消神番規術護展態導備宅配副算視条独宮究育席楽起万着乗店述残想線率病農州武声質念待試象銀域助労例早張
限親監環験商葉義伝働形景担好準造英株頭技低毎医復仕去差個門写課守若種美岡影命福量望松佐観察整型白深字製音様財港識注達願致御礼
鈴橋伊渡辺林吉口斎清阿森池谷坂遠青太竹丸杉菊塚尾花郎香恵由翔陽健樹浩誠隆智之裕介拓也輔哲雄幸弘修勇悠斗結衣葵咲愛菜陸蓮
阪浜古屋札幌京都士司徒康英彦博恭純和紀典久美佳奈穂亮彩沙織貴
"""
_HANGUL = """
이다는에의가을고하지로한기사은도를그나서어인시자대리해일들아정있게수과부구원제전여조스라상보동주장우안국미거유선공오면비만신모소경
성적연마금개당관으말습니세요합할것등무문물민방배반발번법변별병분불생실심약업영용위음임입작재저점중증진질차참초추출치타터통트파판
편평표품프피필학행현형호화확환활회후김박최강윤권황송류홍손양백허남노곽준예석철희순숙혜빈태훈규식삼엘팀매니디이너케팅획기발프로젝
드녕감께서네까와했었던때더또내너우리좋습많없않같됩된될바단명요청계운담목본살속두데러려며려렇록론료르른를름면못무미반받밤보복부
설교육연락처력축울산천광주건설환님씨년월업무분석영업관리총책임컨설턴트서비즈데이터콘텐츠솔루션글로벌코스크래블
"""


@dataclass(frozen=True, slots=True)
class _Language:
    """A language as shares of its characters: common ones, the rest of the first level, the second level.

    ``levels`` holds the encoding and the first and last lead byte of each level; ``kana_cost`` is in bits.
    ``encodings`` are those that may be guessed, with what each is less likely than the first, in bits.
    """

    encodings: tuple[tuple[str, float], ...]
    common: str
    levels: tuple[tuple[str, int, int, float], ...]
    kana_cost: float = 16.0


_LANGUAGES = (
    _Language(
        (("cp932", 0.0), ("euc_jp", 8.0), ("euc_jis_2004", 9.0)),
        _KANJI,
        (("euc_jp", 0xB0, 0xCF, 0.25), ("euc_jp", 0xD0, 0xF4, 0.01)),
        kana_cost=7.0,
    ),
    _Language((("gb18030", 0.0),), _SIMPLIFIED, (("gb2312", 0xB0, 0xD7, 0.25), ("gb2312", 0xD8, 0xF7, 0.02))),
    _Language(
        (("cp950", 0.0), ("big5hkscs", 3.0)),
        _TRADITIONAL,
        (("cp950", 0xA4, 0xC6, 0.25), ("cp950", 0xC9, 0xF9, 0.01)),
    ),
    _Language((("cp949", 0.0),), _HANGUL, (("euc_kr", 0xB0, 0xC8, 0.25), ("euc_kr", 0xCA, 0xFD, 0.005))),
)
_COMMON_SHARE = 0.7
_TRAIL_BYTES = (*range(0x40, 0x7F), *range(0x80, 0xFF))

# Kinds of characters, for the changes between them: letters of ASCII, its other characters, those beyond ASCII.
_LETTER, _OTHER, _SMALL, _CAPITAL, _UNCASED, _SYMBOL = range(6)
_EAST_ASIAN_CHANGES = np.array([[1.0, 1.0, 9.0], [1.0, 1.0, 2.0], [9.0, 2.0, 0.3]], np.float32)
_UTF8_CHANGES = np.array([[1.0, 1.0, 2.0], [1.0, 1.0, 2.0], [1.0, 1.0, 1.0]], np.float32)
_LATIN_CHANGES = np.array(
    [
        [1.0, 1.0, 3.5, 9.5, 9.5, 3.0],
        [1.0, 1.0, 6.0, 5.0, 6.0, 3.0],
        [0.5, 2.0, 5.0, 11.0, 5.0, 3.0],
        [0.5, 2.0, 5.0, 5.0, 5.0, 3.0],
        [0.5, 2.0, 5.0, 5.0, 5.0, 3.0],
        [1.0, 1.0, 5.0, 5.0, 5.0, 3.0],
    ],
    np.float32,
)
_OTHER_ALPHABET_CHANGES = np.array(
    [
        [1.0, 1.0, 8.0, 8.0, 8.0, 3.0],
        [1.0, 1.0, 2.0, 2.0, 2.0, 3.0],
        [8.0, 2.0, 0.3, 6.0, 2.0, 3.0],
        [8.0, 2.0, 0.3, 1.0, 2.0, 3.0],
        [8.0, 2.0, 2.0, 6.0, 0.3, 3.0],
        [1.0, 1.0, 2.0, 2.0, 2.0, 3.0],
    ],
    np.float32,
)
_COMMON_SYMBOLS = frozenset(
    "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u2022\u00ab\u00bb\u00b7\u20ac\u00a3\u00b0\u00a0"
)


def guess_legacy_encoding(raw: Bytes, start: int, monitor: Monitor) -> str:
    """Guess the encoding of a text that is not UTF-8; Western European unless the text speaks for another.

    Raises ``Cancelled``.
    """
    sample = take_sample(raw, start, monitor)
    readings = _cost_east_asian_readings(sample)
    east_asian, cost = min(readings, key=lambda reading: reading[1], default=("", math.inf))
    one_byte_cost = min(_cost_one_byte_reading(sample, name) for name in ONE_BYTE_ENCODINGS)
    if cost + _EAST_ASIAN_DEBT < one_byte_cost:
        return east_asian
    return _guess_one_byte_encoding(sample)


def speaks_for_utf8(raw: Bytes, start: int, monitor: Monitor, *, has_mark: bool) -> bool:
    """Tell whether damaged UTF-8 is a likelier reading of a text than any other encoding; raises ``Cancelled``.

    ``has_mark`` says whether the byte order mark of UTF-8 stands before ``start``.
    """
    sample = take_sample(raw, start, monitor)
    east_asian = min((cost for _, cost in _cost_east_asian_readings(sample)), default=math.inf) + _EAST_ASIAN_DEBT
    cost = _cost_text(sample.decode("utf-8", "surrogateescape"), _build_utf8_costs(), _UTF8_CHANGES)
    lead = _UTF8_MARK_LEAD if has_mark else _UTF8_LEAD
    one_byte = min(_cost_one_byte_reading(sample, name) for name in ONE_BYTE_ENCODINGS)
    return cost < min(east_asian, one_byte) + lead


def take_sample(raw: Bytes, start: int, monitor: Monitor) -> bytes:
    """Take the lines that hold bytes beyond ASCII, at most ``SAMPLE_SIZE`` of them in bytes; raises ``Cancelled``.

    Every megabyte of the text has its share. Of a long line the surroundings of the first such byte are taken.
    """
    budget = max(_MIN_SAMPLE_PER_CHUNK, SAMPLE_SIZE * _CHUNK_SIZE // max(len(raw), _CHUNK_SIZE))
    lines: list[bytes] = []
    position, size = start, 0
    for chunk_start in range(start, len(raw), _CHUNK_SIZE):
        monitor.check()
        chunk_end = min(chunk_start + _CHUNK_SIZE, len(raw))
        if position < chunk_start:
            position = _find_next_line(raw, chunk_start, chunk_end)
        chunk_size = 0
        while position < chunk_end and chunk_size < budget and size < SAMPLE_SIZE:
            match = _BEYOND_ASCII.search(raw, position, chunk_end)
            if match is None:
                break
            first = match.start()
            line_start = max(position, first - _LEAD_SIZE)
            line_start = max(
                line_start, raw.rfind(b"\n", line_start, first) + 1, raw.rfind(b"\r", line_start, first) + 1
            )
            end_match = _LINE_END.search(raw, first, min(first + _TAIL_SIZE, len(raw)))
            end = end_match.start() if end_match else min(first + _TAIL_SIZE, len(raw))
            lines.append(bytes(raw[line_start:end]))
            chunk_size += end - line_start + 1
            size += end - line_start + 1
            position = end if end_match else _find_next_line(raw, end, chunk_end)
    return b"\n".join(lines) + b"\n"


def _find_next_line(raw: Bytes, start: int, stop: int) -> int:
    """Find where the next line begins; ``stop`` where none does before it."""
    match = _LINE_END.search(raw, start, stop)
    return match.end() if match else stop


def _cost_east_asian_readings(sample: bytes) -> Iterator[tuple[str, float]]:
    """Yield each East Asian encoding with what the sample costs in it, in bits."""
    for language in _LANGUAGES:
        costs = _build_language_costs(language)
        for encoding, debt in language.encodings:
            text = sample.decode(encoding, "surrogateescape")
            if _is_plausible(text, costs):
                yield encoding, debt + _cost_text(text, costs, _EAST_ASIAN_CHANGES)


def _is_plausible(text: str, costs: Costs) -> bool:
    """Tell whether nearly all of the characters beyond ASCII are sound, and common on average.

    Nor do most of them stand beside Latin letters: words of Latin letters with one of another alphabet look so.
    """
    codes = _get_codes(text, costs)
    is_bad = (codes >= 0xDC80) & (codes < 0xDD00)
    is_sound = (codes >= 0x80) & ~is_bad
    sound_count = int(np.count_nonzero(is_sound))
    is_letter = np.append(_ASCII_KINDS[np.minimum(codes, 0x80)] == _LETTER, False)  # also before the first
    is_beside_letter = is_sound & (is_letter[1:] | np.roll(is_letter, 1)[:-1])
    return (
        sound_count >= max(_MIN_CHARACTERS, _MIN_CHARACTERS_PER_BAD_BYTE * int(np.count_nonzero(is_bad)))
        and 2 * int(np.count_nonzero(is_beside_letter)) <= sound_count
        and float(costs[codes[is_sound]].sum()) <= _MAX_MEAN_COST * sound_count
    )


def _get_codes(text: str, costs: Costs) -> npt.NDArray[np.uint32]:
    """Give the places of the characters of a text in a table of costs."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32)
    codes[codes >= len(costs)] = len(costs) - 1
    return codes


def _cost_text(text: str, costs: Costs, changes: Costs) -> float:
    """Add up what the characters and the changes between ASCII and others cost, in bits."""
    codes = _get_codes(text, costs)
    kinds = _ASCII_KINDS[np.minimum(codes, 0x80)]
    return float(costs[codes].sum() + changes[kinds[:-1], kinds[1:]].sum())


def _cost_one_byte_reading(sample: bytes, encoding: str) -> float:
    """Add up what a sample costs in a one-byte encoding, in bits."""
    costs, kinds = _build_alphabet(encoding)
    changes = _LATIN_CHANGES if encoding in _LATIN_ENCODINGS else _OTHER_ALPHABET_CHANGES
    content = np.frombuffer(sample, np.uint8)
    read = kinds[content]
    return float(costs[content].sum() + changes[read[:-1], read[1:]].sum())


def _list_ascii_costs() -> list[float]:
    return [
        4.7 if "a" <= (character := chr(code)) <= "z"
        else 7.0 if "A" <= character <= "Z"
        else 5.0 if "0" <= character <= "9"
        else 3.0 if character in " ,\n"
        else 8.0
        for code in range(0x80)
    ]  # fmt: skip


_ASCII_COSTS = _list_ascii_costs()
_ASCII_KINDS = np.array(
    [_LETTER if chr(code).isalpha() else _OTHER for code in range(0x80)] + [_SMALL], np.intp
)  # beyond ASCII is one kind here


@cache
def _build_language_costs(language: _Language) -> Costs:
    """Build the cost in bits of each character up to U+FFFF, and in the last place of any beyond."""
    costs = np.full(0x10001, _UNKNOWN_COST, np.float32)
    costs[0x3400:0xA000] = costs[0xAC00:0xD7A4] = _RARE_COST
    costs[0xE000:0xF900] = _PRIVATE_USE_COST
    costs[0x370:0x530] = costs[0x2000:0x3400] = 18.0
    _set_cost(costs, _SYMBOLS, 14.0)
    _set_cost(costs, _FULL_WIDTH, 13.0)
    _set_cost(costs, _HALF_WIDTH_KANA, 12.0)
    _set_cost(costs, _PUNCTUATION, 10.0)
    _set_cost(costs, _KANA, language.kana_cost)
    for encoding, first, last, share in reversed(language.levels):
        # A line end behind each pair: what is no character must not take a byte of the next.
        pairs = b"".join(bytes((lead, trail, 0x0A)) for lead in range(first, last + 1) for trail in _TRAIL_BYTES)
        level = {character for character in pairs.decode(encoding, "ignore") if character > "\x7f"}
        _set_cost(costs, level, math.log2(len(level) / share))
    common = set(language.common.split()[0]).union(*language.common.split())
    _set_cost(costs, common, math.log2(len(common) / _COMMON_SHARE))
    costs[: len(_ASCII_COSTS)] = _ASCII_COSTS
    costs[0xDC80:0xDD00] = _BAD_BYTE_COST
    return costs


@cache
def _build_utf8_costs() -> Costs:
    """Build the cost in bits of each character of UTF-8: chance pairs are seldom letters of one common alphabet."""
    costs = np.full(0x10001, 16.0, np.float32)
    costs[0x80:0xC0] = costs[0x180:0x370] = costs[0x530:0x800] = 18.0
    costs[0xC0:0x180] = 5.0
    costs[0x2010:0x2040] = costs[0x3040:0x3100] = 7.0
    costs[0x4E00:0xA000] = costs[0xAC00:0xD7A4] = 11.0
    costs[: len(_ASCII_COSTS)] = _ASCII_COSTS
    costs[0xDC80:0xDD00] = _BAD_UTF8_BYTE_COST
    return costs


def _set_cost(costs: Costs, characters: Iterable[str], cost: float) -> None:
    costs[[ord(character) for character in characters]] = cost


@cache
def _build_alphabet(encoding: str) -> tuple[Costs, npt.NDArray[np.intp]]:
    """Build the cost in bits and the kind of each byte in a one-byte encoding."""
    costs = np.empty(256, np.float32)
    kinds = np.empty(256, np.intp)
    costs[:0x80], kinds[:0x80] = _ASCII_COSTS, _ASCII_KINDS[:0x80]
    for byte in range(0x80, 0x100):
        character = bytes((byte,)).decode(encoding, "replace")
        category = unicodedata.category(character)
        if character in _COMMON_SYMBOLS:
            costs[byte], kinds[byte] = 6.0, _SYMBOL
        elif category == "Ll":
            costs[byte], kinds[byte] = 5.0, _SMALL
        elif category == "Lu":
            costs[byte], kinds[byte] = 8.0, _CAPITAL
        elif category in ("Lo", "Mn"):
            costs[byte], kinds[byte] = (5.0 if category == "Lo" else 10.0), _UNCASED
        else:
            costs[byte], kinds[byte] = (22.0 if character == "\ufffd" else 12.0), _SYMBOL
    return costs, kinds


def _guess_one_byte_encoding(sample: bytes) -> str:
    """Choose a one-byte encoding; Western European unless the letters clearly speak for another."""
    from charset_normalizer import from_bytes  # here alone: few archives need it

    # A byte that Western European lacks must not by itself speak for another alphabet: it may be damage.
    matches = from_bytes(sample.translate(_REPLACE_CP1252_GAPS), cp_isolation=list(ONE_BYTE_ENCODINGS))
    best = matches.best()
    if best is None or "cp1252" in best.could_be_from_charset:
        return "cp1252"
    western = [match for match in matches if match.encoding == "cp1252"]
    if western and western[0].chaos <= best.chaos:
        return "cp1252"
    # One sign such as the pound is no letter of another language.
    if _cost_one_byte_reading(sample, "cp1252") < _cost_one_byte_reading(sample, best.encoding):
        return "cp1252"
    return str(best.encoding)
