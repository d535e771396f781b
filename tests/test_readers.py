"""What readers promise: any bytes give a text or a sentence; Russian in any of its encodings comes back as it was."""

import sys
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import encodings, readers
from pipeline.encodings import CANDIDATES, Unreadable, count_pairs, decode
from pipeline.readers import READERS, Content, check_text, read_source

SENTENCES = (
    "Министры иностранных дел встретились в Ашхабаде и обсудили поставки газа.",
    "В 1975 году художник переехал в Самару, где написал портрет своей матери.",
    "«Мы не подпишем этот договор», — заявила председатель комитета Ольга Ершова.",
    "Съезд учителей открылся утром; на нём выступили делегаты из 14 областей.",
    "Ещё в июне экипаж корабля «Заря» объявил, что щит готов к испытаниям.",
    "Президент Якубов подписал указ об охране рек, лесов и объектов истории.",
)
PAGE = """<!DOCTYPE html><html lang="ru"><head><meta charset="{charset}"><title>Заголовок вкладки</title>
<meta property="og:title" content="Форум в Омске"><meta property="og:site_name" content="Омский вестник">
<meta property="article:published_time" content="2019-03-05T10:00:00+06:00">
<link rel="canonical" href="https://example.org/forum"><style>p {{ color: red }}</style></head>
<body><nav>Главная</nav><h1>Форум</h1><p>Первый   абзац
со <b>словом</b>.<br>Вторая&nbsp;строка, пере&shy;нос &amp; знак.</p><div>Список<ul><li>раз<li>два</ul>после</div>
<table><tr><td>год<td>число</tr></table><pre>  как
   есть</pre><script>var x = "<p>чужое</p>";</script><p hidden>скрытое</p>Конец<footer>Подвал</footer></body></html>"""


def read(suffix: str, data: bytes) -> Content:
    (content,) = read_source(suffix, data)
    return content


@pytest.mark.parametrize("encoding", ["utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32", *CANDIDATES])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_comes_back_from_every_encoding(encoding: str, sentence: str) -> None:
    data = sentence.encode(encoding, "ignore")  # «» and — are not in every code page
    assert decode(data).text == data.decode(encoding)


@given(st.lists(st.sampled_from(SENTENCES), min_size=3), st.sampled_from(CANDIDATES))
def test_capitals_come_back_too(sentences: list[str], encoding: str) -> None:
    data = " ".join(sentences).upper().encode(encoding, "ignore")
    assert decode(data).text == data.decode(encoding)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), st.sampled_from(["utf_8", "utf_8_sig"]))
def test_any_unicode_comes_back_from_utf_8(text: str, encoding: str) -> None:
    if text[:1] == "\ufeff":
        text = text[1:].lstrip("\ufeff")
    assert decode(text.encode(encoding)).text == text


@given(st.binary())
@settings(max_examples=300)
def test_any_bytes_give_a_text_or_a_sentence(data: bytes) -> None:
    for suffix in READERS:
        try:
            text = read(suffix, data).text
        except Unreadable as error:
            assert error.reason.endswith((".", "]'"))
        else:
            assert text.encode("utf_8").strip() and "\r" not in text and "\0" not in text


@pytest.mark.parametrize("text", ["café été naïve, où ça, déjà vu à Nîmes", "Ελλάδα και Κύπρος, μέλη της Ευρώπης"])
def test_bytes_of_another_language_fit_nothing(text: str) -> None:
    data = text.encode("latin_1" if "café" in text else "iso8859_7")
    with pytest.raises(Unreadable, match="Russian in no known encoding"):
        decode(data)


def test_what_is_too_short_to_tell_is_refused_and_not_guessed() -> None:
    with pytest.raises(Unreadable, match="too short to tell"):
        decode("я".encode("cp1251"))


def test_small_letters_that_two_encodings_share_are_no_doubt() -> None:
    assert decode("мама мыла раму".encode("mac_cyrillic")).text == "мама мыла раму"


def test_a_byte_that_its_encoding_lacks_is_named_with_its_place() -> None:
    data = f"{SENTENCES[0]}\n{SENTENCES[2]}\nСовет\udc98 собрался вновь.".encode("cp1251", "surrogateescape")
    with pytest.raises(Unreadable, match=rf"cp1251 but for byte {data.index(0x98)} \(0x98\)") as caught:
        decode(data)
    assert (caught.value.line, caught.value.column) == (3, 6)


def test_a_declared_charset_decides_a_close_case_and_no_clear_one() -> None:
    close = "Москва. Река".encode("mac_cyrillic")
    clear = " ".join(SENTENCES).encode("koi8_r", "ignore")
    assert decode(close, "x-mac-cyrillic").text == decode(close, "mac_cyrillic").text == "Москва. Река"
    assert decode(clear, "windows-1251").encoding == "koi8_r"
    assert decode(clear, "no such charset").encoding == "koi8_r"


def test_one_bad_byte_in_utf_8_is_named_with_line_and_column() -> None:
    data = "Первая строка\nВторая ".encode() + b"\xff" + " строка, и за ней ещё немало слов.".encode()
    with pytest.raises(Unreadable, match="0xFF") as caught:
        decode(data)
    assert (caught.value.line, caught.value.column) == (2, 8)


@pytest.mark.parametrize(
    "data", ["Да".encode("utf_16") + b"\x00\xd8", SENTENCES[0].encode("utf_16_le") + b"\x00\xdc\x20\x04"]
)
def test_lone_surrogates_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="fits no character"):
        decode(data)
    with pytest.raises(Unreadable, match="surrogates"):
        decode(b"\xed\xa0\x80 \xed\xb0\x80")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "no text"),
        (" \n\t\u00a0\u3000\n".encode(), "no text"),
        (b"12 34 [56] (78)\n" * 100, "hardly a letter"),
        (b"\x7fELF\x01\x00\x00\x00", "binary"),
        (b"one\x01\x02\x03\x04two", "control characters"),
        ("слово\nи \0 слово".encode(), "zero"),
        ("слово и \0 слово".encode("utf_16"), "zero character"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04\x14", "ZIP"),
        (b"{\\rtf1 text}", "RTF"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(".txt", data)


def test_a_zero_character_has_a_place() -> None:
    with pytest.raises(Unreadable) as caught:
        check_text("строка\nи\0")
    assert (caught.value.line, caught.value.column) == (2, 2)


def test_line_ends_become_newlines_and_nothing_else_changes() -> None:
    text = "\ufeffОдин\r\nдва\rтри\n\n\tчетыре\u00a0 е\u0301\x0cпять "
    assert read(".txt", text.encode()).text == "Один\nдва\nтри\n\n\tчетыре\u00a0 е\u0301\x0cпять "


@pytest.mark.parametrize("encoding", ["utf_8", "utf_8_sig", "utf_16", "utf_16_le", "cp1251", "koi8_r", "cp866"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_a_page_is_read_as_seen_whatever_charset_it_declares(encoding: str, charset: str) -> None:
    content = read(".html", PAGE.format(charset=charset).encode(encoding))
    assert content.text == (
        "Форум\n\nПервый абзац со словом.\nВторая\u00a0строка, перенос & знак.\n\nСписок\n\nраз\nдва\n\nпосле"
        "\n\nгод\tчисло\n\n  как\n   есть\n\nКонец"
    )


def test_a_page_gives_its_metadata() -> None:
    content = read(".htm", PAGE.format(charset="utf-8").encode())
    said = content.metadata
    assert (said.title, said.source, said.url) == ("Форум в Омске", "Омский вестник", "https://example.org/forum")
    assert said.published == "2019-03-05T10:00:00+06:00" and content.language == "ru"


def test_a_page_without_metadata_gives_its_title_element() -> None:
    said = read(".html", "<title> Просто\nстраница </title><p>Текст.".encode()).metadata
    assert said == readers.Metadata(title="Просто страница")


def test_a_missing_extra_is_a_reject_that_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pipeline.webpage", None)
    with pytest.raises(Unreadable, match=r"pip install 'khronika\[readers\]'"):
        read(".html", "<p>Текст</p>".encode())


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000,
        "<ul><li>" * 125_000,
        "".join(f"<font size={n}>" for n in range(60_000)),
        f"<a {' '.join(f'x{n}' for n in range(150_000))}>",
        "<a " + "".join(f'x=">" {" ".join(f"y{i}_{n}" for n in range(900))} ' for i in range(120)) + ">",
        f'<a title="<script>" {" ".join(f"x{n}" for n in range(150_000))}>',
        f"<svg><style><a {' '.join(f'x{n}' for n in range(150_000))}></style>",
        f"<!--> <a {' '.join(f'x{n}' for n in range(150_000))}>",
    ],
    ids=["blocks", "lists", "fonts", "attributes", "quoted", "script-in-value", "style-in-svg", "short-comment"],
)
def test_a_page_that_would_take_minutes_to_parse_is_refused_at_once(page: str) -> None:
    start = time.monotonic()
    with pytest.raises(Unreadable, match=r"nested or never closed|attributes"):
        read(".html", f"{page}текст".encode())
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "unit", ["<p>т", "<li>т", "<a name=x>т", "<", "<!--", "<script>", "<a", "т<br>", "&", "<tr><td>т"]
)
def test_a_page_of_one_megabyte_takes_seconds(unit: str) -> None:
    start = time.monotonic()
    with suppress(Unreadable):
        read(".html", (unit * (1_000_000 // len(unit.encode()))).encode())
    assert time.monotonic() - start < 10


def test_pairs_are_counted_with_the_borders_of_words() -> None:
    header, *rows = count_pairs(["Да, да"])
    counts = {(row[0], letter): int(n) for row in rows for letter, n in zip(header[1:], row[1:], strict=True)}
    assert {pair: n for pair, n in counts.items() if n} == {("_", "д"): 2, ("д", "а"): 2, ("а", "_"): 2, ("_", "_"): 1}


def test_likelihoods_count_only_pairs_with_a_byte_beyond_ascii() -> None:
    scores, count = encodings.likelihoods(b"abc " + "да".encode("cp1251"))
    assert count == 3 and max(scores, key=scores.__getitem__) == "cp1251"
