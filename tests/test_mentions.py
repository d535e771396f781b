"""Mentions: every row of the lexicons finds its example, and rules do what they say on sentences of our own."""

import csv
import time
from functools import lru_cache
from pathlib import Path

import pytest
import spacy

import pipeline.extensions  # noqa: F401
from pipeline.components.mentions import MentionFinder
from pipeline.errors import DataError
from pipeline.layers import Date, Mention
from pipeline.mentions.found import Found, crosses, resolved
from pipeline.mentions.lexicons import PHRASE_FILES, read_lexicons
from pipeline.paths import MODELS
from pipeline.schema import ENTITY_TYPES

FOLDER = MODELS / "mentions"
WITH_TYPE = ("heads", "generic", "places")
KIND_TYPES = {
    "numeral": "NUMBER", "multiplier": "NUMBER", "unit": "NUMBER", "approximate": "NUMBER", "ordinal": "ORDINAL",
    "article": "ORDINAL", "percent": "PERCENT", "age_before": "AGE",
}  # fmt: skip


@lru_cache(maxsize=1)
def pipeline_to_lemmas():  # type: ignore[no-untyped-def]
    nlp = spacy.load(MODELS)
    nlp.select_pipes(enable=["slovnet", "lemmas"])
    return nlp, MentionFinder().from_disk(FOLDER)


def mentions(text: str, dates: tuple[Date, ...] = ()) -> tuple[Mention, ...]:
    nlp, finder = pipeline_to_lemmas()
    doc = nlp(text)
    doc._.dates = dates
    return finder(doc)._.mentions


def found(text: str) -> set[tuple[str, str]]:
    return {(text[m.start : m.end], m.type) for m in mentions(text)}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected_type(name: str, row: dict[str, str]) -> str:
    if name == "currencies":
        return "MONEY"
    if name == "numerals":
        return KIND_TYPES[row["kind"]]
    return PHRASE_FILES.get(name) or row["type"]


@pytest.mark.parametrize("name", [*PHRASE_FILES, *WITH_TYPE, "numerals", "currencies"])
def test_every_row_finds_a_mention_of_its_type_in_its_example(name: str) -> None:
    failed = []
    for row in rows(name):
        types = {m.type for m in mentions(row["example"])}
        if expected_type(name, row) not in types:
            failed.append((next(iter(row.values())), row["example"], types))
    assert not failed


WORDS = {
    "crime_cue": ("CRIME", True),
    "office": ("COUNTRY", True),
    "term": ("PENALTY", True),
    "collective": ("PROFESSION", False),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_word_of_a_closed_list_does_in_its_example_what_the_list_is_for(name: str) -> None:
    kind, wanted = WORDS[name]
    listed = [row for row in rows("words") if row["list"] == name]
    wrong = [row["example"] for row in listed if any(m.type == kind for m in mentions(row["example"])) != wanted]
    assert listed and not wrong


def test_the_lists_of_professions_are_long_enough() -> None:
    assert len(rows("professions")) >= 600


CASES = [
    ("В Самарканде Иран подписал меморандум.", "Самарканде", "CITY"),
    ("В Самарканде Иран подписал меморандум.", "Иран", "COUNTRY"),
    ("Министр иностранных дел Грузии прибыл в Киев.", "Министр иностранных дел", "PROFESSION"),
    ("Министр иностранных дел Грузии прибыл в Киев.", "Министр иностранных дел Грузии", "PROFESSION"),
    ("Министр иностранных дел Грузии прибыл в Киев.", "Грузии", "COUNTRY"),
    ("Министр иностранных дел Грузии прибыл в Киев.", "Киев", "CITY"),
    (
        "Организация Исламского Сотрудничества (ОИС) приняла решение.",
        "Организация Исламского Сотрудничества",
        "ORGANIZATION",
    ),
    ("Организация Исламского Сотрудничества (ОИС) приняла решение.", "ОИС", "ORGANIZATION"),
    ("Их тревожит армяно-азербайджанский конфликт.", "армяно", "COUNTRY"),
    ("Их тревожит армяно-азербайджанский конфликт.", "азербайджанский", "COUNTRY"),
    ("Выступил президент Фонда Гейдара Алиева.", "Фонда Гейдара Алиева", "ORGANIZATION"),
    ("Французский писатель приехал вчера.", "Французский", "NATIONALITY"),
    ("Французский посол приехал вчера.", "Французский", "COUNTRY"),
    ("Он перевёл книгу на грузинский язык.", "грузинский", "LANGUAGE"),
    ("Выпуск вырос на 5 % за год.", "5 %", "PERCENT"),
    ("Завод продали за 2 млн рублей.", "2 млн рублей", "MONEY"),
    ("Пришло около 300 человек.", "около 300", "NUMBER"),
    ("На 11-м саммите выступил он.", "11-м", "ORDINAL"),
    ("Поэт умер в возрасте 80 лет.", "80 лет", "AGE"),
    ("Домой вернулся 30-летний учитель.", "30-летний", "AGE"),
    ("Зрители посмотрели фильм «Белый снег».", "Белый снег", "WORK_OF_ART"),
    ("В сборник вошли рассказы «Снег», «Дождь» и «Ветер».", "Ветер", "WORK_OF_ART"),
    ("Его судили по части 2 статьи 105 Уголовного кодекса.", "части 2 статьи 105 Уголовного кодекса", "LAW"),
    ("Депутаты приняли закон о защите лесов.", "закон о защите лесов", "LAW"),
    ("Суд приговорил его к 8 годам тюрьмы.", "8 годам тюрьмы", "PENALTY"),
    ("Её обвинили в краже.", "краже", "CRIME"),
    ("Бои шли на востоке Украины.", "востоке Украины", "LOCATION"),
    ("Губернатор Тверской области ушёл.", "Тверской области", "STATE_OR_PROVINCE"),
    ("Короля Швеции звали Карл XVI.", "XVI", "ORDINAL"),
    ("Ему вручили орден Дружбы.", "орден Дружбы", "AWARD"),
    ("Директор компании «Заря» вышел.", "Директор компании «Заря", "PROFESSION"),
]


@pytest.mark.parametrize(("text", "span", "kind"), CASES)
def test_a_mention_is_found(text: str, span: str, kind: str) -> None:
    assert (span, kind) in found(text)


NOT_FOUND = [
    ("Визит завершился вчера.", "Визит", "CITY", "a common noun at the start of a sentence is no place"),
    ("Внешняя политика изменилась.", "политика", "PROFESSION", "«политика» is no «политик»"),
    ("Взрослые едят первое блюдо и плов.", "Взрослые", "PERSON", "a capital of its sentence proves nothing"),
    ("Глава говорила долго.", "Глава", "PROFESSION", "«глава» needs what is headed"),
    ("Об убийстве писали все.", "убийстве", "CRIME", "a killing is a crime where somebody is accused of it"),
    ("Он читал журнал один из всех.", "один", "NUMBER", "«один из» counts nothing"),
    ("Первая леди Кубы уехала.", "Первая", "ORDINAL", "an ordinal inside a title is part of it"),
    ("Об этом писали СМИ.", "СМИ", "ORGANIZATION", "«СМИ» names no body"),
]


@pytest.mark.parametrize(("text", "span", "kind", "why"), NOT_FOUND)
def test_no_mention_is_found(text: str, span: str, kind: str, why: str) -> None:
    assert (span, kind) not in found(text), why


def test_numbers_of_a_date_are_no_numbers() -> None:
    text = "Договор подписан 14 марта 2008 года."
    date = Date(17, 35, "DATE", "2008-03-14", None, None, "day", "explicit", "test")
    assert {m.type for m in mentions(text, (date,))} == {"LAW"} or not {"NUMBER", "ORDINAL"} & {
        m.type for m in mentions(text, (date,))
    }


TEXT = (
    "Президент Азербайджанской Республики Ильхам Алиев принял генерального секретаря Организации Исламского "
    "Сотрудничества (ОИС). Как сообщили в Министерстве иностранных дел Турции, 11-й саммит ОИС прошёл в Дакаре."
)


def test_mentions_are_sorted_spans_of_known_types_with_a_rule_each() -> None:
    layer = mentions(TEXT)
    assert list(layer) == sorted(layer)
    for mention in layer:
        assert 0 <= mention.start < mention.end <= len(TEXT)
        assert mention.type in ENTITY_TYPES
        assert mention.rule and mention.lemma
        assert TEXT[mention.start : mention.end].strip() == TEXT[mention.start : mention.end]


def test_no_two_mentions_of_a_type_share_a_span_or_cross() -> None:
    layer = mentions(TEXT)
    assert len({m.key for m in layer}) == len(layer)
    for a in layer:
        for b in layer:
            if a.type == b.type and a.start < b.start:
                assert b.start >= a.end or b.end <= a.end


def test_the_same_text_gives_the_same_mentions() -> None:
    assert mentions(TEXT) == mentions(TEXT)


def test_the_normal_form_of_a_known_place_is_its_name() -> None:
    assert {m.lemma for m in mentions("Они уехали из Претории.") if m.type == "CITY"} == {"Претория"}


def test_of_crossing_mentions_of_a_type_the_longer_stays() -> None:
    short, long = Found(0, 2, "ORGANIZATION", "a"), Found(1, 5, "ORGANIZATION", "b")
    assert crosses(short, long)
    assert resolved([short, long]) == [long]
    assert resolved([short, Found(1, 5, "PERSON", "b")]) == [short, Found(1, 5, "PERSON", "b")]


def test_an_unknown_list_in_a_lexicon_is_an_error_with_its_line(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "words.csv").write_text("word,list,example\nгод,tterm,Ему дали год тюрьмы.\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"words\.csv:2: column «list» says «tterm»"):
        read_lexicons(tmp_path)


@pytest.mark.parametrize("piece", ["12 ", "( ", "«", "президент ", "Москва ", "статья 5 ", "Совет ", "слово-"])
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """The component alone on hostile text, four times as long, takes at most eight times as long (plus a constant)."""
    nlp, finder = pipeline_to_lemmas()
    seconds = []
    for size in (5_000, 20_000):
        doc = nlp.make_doc(piece * (size // len(piece)))
        started = time.perf_counter()
        finder(doc)
        seconds.append(time.perf_counter() - started)
    assert seconds[1] < 8 * seconds[0] + 0.5
