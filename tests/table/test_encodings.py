# ruff: noqa: RUF001 - texts of many languages
"""Tables saved again in another encoding: every cell reads back as it was written, or it is said that it may not."""

import random
import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import Cancelled
from inspector.progress import Monitor
from inspector.table.encoding import decode_member
from tests.table.samples import cells, codes, look, rows_of, table

HEADER = ("First Name", "Last Name", "Company", "Position", "Connected On")

JAPANESE = (
    ("花子", "山田", "株式会社さくら商会", "営業部長"),
    ("太郎", "鈴木", "北浜ソフト", "エンジニア"),
    ("結衣", "斎藤", "㈱青葉", "課長、「東」担当"),
)
CHINESE = (
    ("伟", "王", "北京青山科技有限公司", "工程师"),
    ("小红", "李", "蓝海设计", "产品经理"),
    ("静", "赵", "远山软件", "销售总监，负责华东"),
)
TAIWANESE = (
    ("小明", "王", "青山科技股份有限公司", "工程師"),
    ("美玲", "陳", "藍海設計", "產品經理"),
    ("志豪", "林", "遠山軟體", "業務，負責北部"),
)
KOREAN = (
    ("민준", "김", "푸른산 소프트", "개발자"),
    ("서연", "이", "한빛상사", "팀장"),
    ("지훈", "박", "바다디자인", "디자이너, 서울"),
)
EAST_ASIAN = {
    "cp932": (JAPANESE, ("これはテストのメッセージです。", "来週の会議は何時からですか？", "資料を表で送ります。")),
    "euc_jis_2004": (JAPANESE, ("これはテストです。", "来週の会議は何時からですか？", "お世話になっております。")),
    "gbk": (CHINESE, ("你好，谢谢你的消息。", "我们下周二开会可以吗？", "感谢您的关注，期待与您合作！")),
    "gb18030": (CHINESE, ("你好，谢谢你的消息。", "我们下周二开会可以吗？", "这个项目什么时候开始？")),
    "cp950": (TAIWANESE, ("你好，謝謝你的訊息。", "我們下週二開會可以嗎？", "感謝您的關注，期待與您合作！")),
    "cp949": (KOREAN, ("안녕하세요, 메시지 감사합니다.", "다음 주 회의는 몇 시에 시작하나요?", "잘 부탁드립니다.")),
    "euc_kr": (KOREAN, ("안녕하세요, 메시지 감사합니다.", "다음 주에 뵙겠습니다.", "자료를 보내 드립니다.")),
}
WESTERN = {
    "German": ("Jörg,Müller,Größenwahn GmbH,Geschäftsführer", "Käthe,Weiß,Übersee AG,Ärztin"),
    "Spanish": ("José,Núñez,Compañía Añil,Señor", "Íñigo,Peña,Café del Día,¿Qué?"),
    "French": ("Françoise,Lévêque,Société Azur,Développée à côté", "Zoë,Noël,L’Été,Où ça… très bien"),
    "Portuguese": ("João,Conceição,Ações Verdes,Direção", "Inês,Simões,Pão e Mel,Avó"),
    "Nordic": ("Åsa,Ørsted,Bjørn Ægir,Håkan", "Jón,Þórsson,Íslensk erfðagreining,Maður"),
    "English": ("Zoe,O’Dell,“Hello” – don’t,Bob’s", "Ann,Bee,It’s £5 • 20 °C,Fixer"),
}
CYRILLIC = ("Мария,Сидорова,Привет как дела,Директор", "Олег,Юрьев,Погода в городе,Менеджер")
OTHER_ALPHABETS = {
    "cp1251": CYRILLIC,
    "koi8_r": CYRILLIC,
    "cp1250": ("Łukasz,Żółć,Gęślą jaźń,Źdźbło", "Příliš,Žluťoučký,Kůň úpěl,Ďábelské ódy"),
    "cp1253": ("Γιώργος,Παπαδόπουλος,Εταιρεία,Μηχανικός", "Μαρία,Νικολάου,Καλημέρα σας,Διευθυντής"),
    "cp1254": ("Ayşe,Yılmaz,Şirket,Müdür", "Çağrı,Güneş,İstanbul,Öğretmen"),
    "cp1255": ("שלום,כהן,חברה,מנהל", "דוד,לוי,מה שלומך היום,מהנדס"),
    "cp1256": ("محمد,علي,شركة,مهندس", "فاطمة,حسن,كيف حالك اليوم,مدير"),
}
EAST_ASIAN_CODECS = {"cp932", "euc_jp", "euc_jis_2004", "gb18030", "cp950", "big5hkscs", "cp949", "iso2022_jp"}


def people(*rows: tuple[str, ...]) -> str:
    return "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\r\n" for row in rows)


def connections(rows: tuple[tuple[str, ...], ...]) -> str:
    return people(HEADER, *((*row, "03 Apr 2022") for row in rows))


def messages(texts: tuple[str, ...]) -> str:
    return people(("Date", "Message"), *(("2022-01-02 03:04:05", text) for text in texts))


@pytest.mark.parametrize("repeats", [1, 400])
@pytest.mark.parametrize("encoding", EAST_ASIAN)
def test_names_in_an_encoding_of_east_asia_can_be_read_and_are_called_doubtful(encoding, repeats):
    rows = EAST_ASIAN[encoding][0] * repeats
    read_table = table(connections(rows).encode(encoding))
    assert cells(read_table) == [[*row, "03 Apr 2022"] for row in rows]
    assert codes(read_table) == ["W_ENCODING"]
    assert rows_of(read_table, "W_ENCODING")[:3] == (1, 2, 3)


@pytest.mark.parametrize("repeats", [1, 400])
@pytest.mark.parametrize("encoding", EAST_ASIAN)
def test_sentences_in_an_encoding_of_east_asia_can_be_read(encoding, repeats):
    texts = EAST_ASIAN[encoding][1] * repeats
    read_table = table(messages(texts).encode(encoding))
    assert [row[1] for row in cells(read_table)] == list(texts)
    assert codes(read_table) == ["W_ENCODING"]


@pytest.mark.parametrize("encoding", ["cp932", "gbk", "cp950", "cp949"])
def test_one_person_is_enough_to_tell_an_encoding_of_east_asia(encoding):
    for row in EAST_ASIAN[encoding][0]:
        assert cells(table(connections((row,)).encode(encoding))) == [[*row, "03 Apr 2022"]]


def test_the_encoding_that_was_chosen_is_named():
    assert "cp932" in str(table(connections(JAPANESE).encode("cp932")).problems[0].message)


def test_text_beyond_the_first_megabyte_is_read_in_the_encoding_it_speaks_for():
    plain = people(*((f"Name {number}", "Plain", "Company", "Position", "03 Apr 2022") for number in range(40_000)))
    content = (people(HEADER) + plain + people((*JAPANESE[0], "03 Apr 2022"))).encode("cp932")
    read_table = table(content)
    assert cells(read_table)[-1] == [*JAPANESE[0], "03 Apr 2022"]
    assert rows_of(read_table, "W_ENCODING") == (40_001,)


def test_the_euro_of_simplified_chinese_windows_is_read():
    content = connections(CHINESE).replace("工程师", "工程师 @5").encode("gbk").replace(b"@", b"\x80")
    assert table(content).cell(0, 3) == "工程师 €5"


def test_seven_bit_japanese_is_not_taken_for_plain_text():
    read_table = table(messages(EAST_ASIAN["cp932"][1]).encode("iso2022_jp"))
    assert [row[1] for row in cells(read_table)] == list(EAST_ASIAN["cp932"][1])
    assert rows_of(read_table, "W_ENCODING") == (1, 2, 3)


@pytest.mark.parametrize(
    "encoding", ["cp932", "euc_jp", "euc_jis_2004", "gb18030", "gbk", "cp950", "big5hkscs", "cp949"]
)
def test_no_character_takes_a_line_end_a_comma_or_a_quote_for_its_own(encoding):
    for lead in range(0x80, 0x100):
        for middle in (b"", b"A", b"\xa1", b"0\x81"):
            for mark in b',;"\t\r\n':
                written = bytes((lead, *middle, mark))
                assert written.decode(encoding, "surrogateescape").endswith(chr(mark))


@pytest.mark.parametrize("language", WESTERN)
def test_western_europe_stays_western_europe(language):
    for text in (*WESTERN[language], "\r\n".join(WESTERN[language] * 200)):
        content = ("A,B,C,D\r\n" + text + "\r\n").encode("cp1252")
        assert look(content).encoding == "utf-8" or look(content).encoding == "cp1252"
        assert cells(table(content))[0] == text.split("\r\n")[0].split(",")


@pytest.mark.parametrize(
    "word", ["café", "Ärzte", "ça", "naïve", "MÜNCHEN", "größer", "it’s", "£5", "Zoë", "ação", "Ø"]
)
def test_one_accented_word_is_western(word):
    content = f"Name,Town\nplain,text\n{word},Ulm\n".encode("cp1252")
    assert look(content).encoding == "cp1252"
    assert table(content).cell(1, 0) == word


@pytest.mark.parametrize("encoding", OTHER_ALPHABETS)
def test_another_alphabet_is_never_taken_for_east_asia(encoding):
    rows = OTHER_ALPHABETS[encoding]
    words = [word for row in rows for word in row.split(",") if not word.isascii()]
    for text in (*rows, "\n".join(rows), *words):
        content = f"A,B,C,D\nplain,a,b,c\n{text}\n".encode(encoding)
        assert look(content).encoding not in EAST_ASIAN_CODECS
        assert codes(table(content))[0] == "W_ENCODING"


latin_words = st.lists(
    st.tuples(
        st.text(string.ascii_letters, min_size=1, max_size=6),
        st.sampled_from([chr(code) for code in range(0xA0, 0x100)]),
        st.text(string.ascii_letters, max_size=6),
    ).map("".join),
    min_size=1,
    max_size=30,
)


@settings(deadline=None)
@given(latin_words)
def test_words_with_any_letter_of_latin_1_never_become_east_asian(words):
    content = ("Name,Town\n" + "".join(f"{word},Ulm\n" for word in words)).encode("latin-1")
    assert decode_member(bytearray(content)).encoding not in EAST_ASIAN_CODECS


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=300))
def test_no_bytes_fail_and_what_is_not_utf8_is_said_to_be_doubtful(content):
    decoded_text = decode_member(bytearray(content))
    bytes(decoded_text.data[decoded_text.start :]).decode()
    is_sound = decoded_text.encoding_warning is None
    assert is_sound or len(decoded_text.doubtful_lines)
    if is_sound:
        content.decode(decoded_text.encoding)


# ---- UTF-8 with damage


@pytest.mark.parametrize("share", [1, 3, 30])
def test_utf8_with_some_damage_stays_utf8(share):
    rows = [*(f"café {number}" for number in range(share)), "bad"]
    content = ("Name\n" + "".join(f"{row}\n" for row in rows)).encode().replace(b"bad", b"b\xe9d")
    assert [row[0] for row in cells(table(content))] == [*rows[:-1], "b\\xE9d"]


@pytest.mark.parametrize("rows", [JAPANESE, CHINESE, TAIWANESE, KOREAN])
def test_utf8_of_east_asia_with_damage_stays_utf8(rows):
    content = connections(rows).encode() + b"\xe9\x81,x,,,\n"
    assert cells(table(content))[:3] == [[*row, "03 Apr 2022"] for row in rows]


def test_a_block_of_damage_does_not_make_a_table_of_another_encoding():
    noise = random.Random(3).randbytes(2000).translate(None, b'\0\r\n",')  # noqa: S311
    content = ("Name,Town\n" + "Åsa,Ørsta\n" * 200).encode() + b"x," + noise + b"\n"
    assert cells(table(content))[:200] == [["Åsa", "Ørsta"]] * 200


def test_pairs_of_bytes_that_look_like_utf8_by_chance_do_not_hide_east_asia():
    text = "Name,Note\nにのはに,てとなに\n"
    assert b"\xc9\x82" in text.encode("cp932")
    assert cells(table(text.encode("cp932"))) == [["にのはに", "てとなに"]]


def test_a_mark_in_front_of_text_that_is_not_utf8_does_not_hide_it():
    content = b"\xef\xbb\xbf" + connections(CHINESE * 3).encode("gbk")
    assert cells(table(content)) == [[*row, "03 Apr 2022"] for row in CHINESE * 3]


def test_marks_written_twice_or_within_the_text_lose_nothing():
    content = b"\xef\xbb\xbf\xef\xbb\xbf" + 'Name,"Town"\nÅsa,\ufeffUlm\n'.encode()
    read_table = table(content)
    assert read_table.columns == ("Name", "Town")
    assert cells(read_table) == [["Åsa", "\ufeffUlm"]]


# ---- UTF-16 and UTF-32

WIDE = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
WORLD = {"Japanese": JAPANESE, "Chinese": CHINESE, "Korean": KOREAN, "Latin": (("Åsa", "Ørsta", "Æ", "Ö"),)}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("language", WORLD)
def test_wide_text_is_read_with_and_without_a_mark(language, encoding, mark):
    header = ("名", "姓", "会社", "役職", "つながった日") if language == "Japanese" else HEADER
    rows = [(*row, "03 Apr 2022") for row in WORLD[language]]
    read_table = table((mark + people(header, *rows)).encode(encoding))
    assert read_table.columns == header
    assert cells(read_table) == [list(row) for row in rows]
    assert codes(read_table) == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_long_texts_with_little_ascii_in_utf16_without_a_mark_are_read(encoding):
    texts = tuple("これはとてもながいぶんしょうです。" * 40 for _ in range(20))
    content = people(("日付", "本文"), *(("2022-01-02", text) for text in texts)).encode(encoding)
    assert [row[1] for row in cells(table(content))] == list(texts)


@pytest.mark.parametrize("encoding", WIDE)
def test_a_byte_too_many_in_wide_text_is_marked(encoding):
    read_table = table(("\ufeff" + people(HEADER, ("a", "é", "c", "d", "e"))).encode(encoding) + b"Z")
    assert cells(read_table)[0] == ["a", "é", "c", "d", "e"]
    assert cells(read_table)[1][0] == "\\x5A"
    assert rows_of(read_table, "W_ENCODING") == (2,)


def test_what_is_no_character_in_utf32_is_marked():
    content = "\ufeffName,Town\nx".encode("utf-32-le") + b"\x41\xd8\0\0\0\0\x42\0" + ",Ulm\n".encode("utf-32-le")
    read_table = table(content)
    assert cells(read_table) == [["x\\x41\\xD8\\x00\\x00\\x00\\x00\\x42\\x00", "Ulm"]]
    assert rows_of(read_table, "W_ENCODING") == (1,)


def test_zero_bytes_in_plain_text_do_not_make_it_wide():
    for content in (
        b"a,b\nx\0,1\n",
        b"a,b\nxx\0,1\n" * 20,
        "Name\nÅ\0sa\n".encode() * 5,
        b"ab,c\n" + b"\0" * 50 + b"d\n",
    ):
        assert look(content).encoding == "utf-8"


# ---- time


def test_a_long_line_beside_one_that_is_not_utf8_is_read_at_once():
    long_line = b"2026-01-02 03:04:05,LIKE," + b"a" * (1 << 20) + b"\n"
    content = b"Date,Type,Link\n" + long_line + b"2026-01-02 03:04:05,LIKE,caf\xe9\n"
    started = time.process_time()
    assert table(content).cell(1, 2) == "café"
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "content",
    [
        b"\xe9" * (1 << 20),
        b"\xe9\n" * (1 << 19),
        b"\xe9" + b"a" * (1 << 20),
        b"\xc3\xa9" * (1 << 18) + b"\xe9\r" * (1 << 18),
        "花".encode("cp932") * (1 << 19),
        b"\x1b$B" + b"0l" * (1 << 19),
    ],
)
def test_a_megabyte_of_any_shape_is_decoded_in_bounded_time(content):
    started = time.process_time()
    decode_member(bytearray(content))
    assert time.process_time() - started < 4


def test_decoding_can_be_stopped():
    monitor = Monitor()
    monitor.cancel()
    with pytest.raises(Cancelled):
        decode_member(bytearray(b"caf\xe9\n" * 1000), monitor)
