"""Event mentions: every row of the lexicons runs its examples; spans, polarity, modality and dates by the guideline."""

from functools import lru_cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.errors import DataError
from pipeline.events.lexicons import adjective_rows, cue_rows, light_rows, read_event_lexicons, support_rows
from pipeline.events.readings import adjective_lemma, plain
from pipeline.layers import EventMention
from pipeline.lexicon import Row
from pipeline.paths import MODELS
from pipeline.schema import EVENT_TYPES

EVENTS = MODELS / "events"


@lru_cache(maxsize=1)
def pipeline() -> Language:
    return spacy.load(MODELS, exclude=["arguments", "relations", "tagger"])


@lru_cache(maxsize=1)
def trigger_rows() -> tuple[Row, ...]:
    return tuple(trigger.row for trigger in read_event_lexicons(EVENTS).triggers.triggers)


@lru_cache(maxsize=1)
def examples() -> dict[str, Doc]:
    """Every example and counter-example of every lexicon, annotated in one go."""
    rows = [*trigger_rows(), *support_rows(EVENTS), *cue_rows(EVENTS), *light_rows(EVENTS), *adjective_rows(EVENTS)]
    texts = {row[column] for row in rows for column in ("example", "counter_example") if row.cells.get(column)}
    ordered = sorted(texts)
    return dict(zip(ordered, pipeline().pipe(ordered, batch_size=64), strict=True))


def mentions(text: str) -> tuple[EventMention, ...]:
    doc = examples().get(text)
    return (doc if doc is not None else pipeline()(text))._.event_mentions


def summary(text: str) -> list[str]:
    """`trigger TYPE polarity modality`, the ordinary values left out, as a test writes it."""
    found = []
    for one in mentions(text):
        extra = [value for value in (one.polarity, one.modality) if value not in ("positive", "actual")]
        found.append(" ".join([text[one.start : one.end], one.type, *extra]))
    return found


# Rows test themselves.


def test_there_are_triggers_of_every_type():
    assert len(trigger_rows()) >= 900
    assert {row["type"] for row in trigger_rows()} == set(EVENT_TYPES)


def test_every_trigger_fires_in_its_example():
    silent = [
        f"{row.rule} {row['lemma']}: {row['example']}"
        for row in trigger_rows()
        if not any(one.rule == row.rule and one.type == row["type"] for one in mentions(row["example"]))
    ]
    assert not silent


def test_no_trigger_fires_in_its_counter_example():
    wrong = [
        f"{row.rule} {row['lemma']}: {row['counter_example']}"
        for row in trigger_rows()
        if row["counter_example"] and any(one.rule == row.rule for one in mentions(row["counter_example"]))
    ]
    assert not wrong


def has_effect(text: str, effect: str) -> bool:
    found = mentions(text)
    if effect == "generic":
        return not found
    if effect == "negative":
        return any(one.polarity == "negative" for one in found)
    return any(one.modality == effect and (effect != "actual" or one.polarity == "positive") for one in found)


def test_every_cue_has_its_effect_in_its_example_and_not_in_its_counter_example():
    silent = [
        f"{row.rule}: {row['example']}" for row in cue_rows(EVENTS) if not has_effect(row["example"], row["effect"])
    ]
    counters = [row for row in cue_rows(EVENTS) if row["counter_example"]]
    wrong = [
        f"{row.rule}: {row['counter_example']}" for row in counters if has_effect(row["counter_example"], row["effect"])
    ]
    assert not silent + wrong


def covered_lemmas(text: str) -> set[str]:
    """The lemmas of the words inside event mentions."""
    doc = examples()[text]
    spans = [one.span for one in doc._.event_mentions]
    inside = [token for token in doc for start, end in spans if start <= token.idx < end]
    return {name for token in inside for name in (plain(token.lemma_), adjective_lemma(token.text, token.lemma_))}


def test_a_support_verb_is_no_trigger_and_its_noun_is():
    wrong = []
    for row in support_rows(EVENTS):
        verb = plain(row["lemma"].split()[0])
        if verb in covered_lemmas(row["example"]) or not mentions(row["example"]):
            wrong.append(f"{row.rule}: {row['example']} {summary(row['example'])}")
    assert not wrong


def test_light_words_stay_out_and_classified_ones_stay_in():
    wrong = []
    for row in light_rows(EVENTS):
        is_inside = plain(row["lemma"]) in covered_lemmas(row["example"])
        if not mentions(row["example"]) or is_inside != (row["kind"] == "classified"):
            wrong.append(f"{row.rule}: {row['example']} {summary(row['example'])}")
    assert not wrong


def test_adjectives_stay_in_or_out_as_their_row_says():
    wrong = []
    for row in adjective_rows(EVENTS):
        is_inside = plain(row["lemma"]) in covered_lemmas(row["example"])
        if not mentions(row["example"]) or is_inside != (row["span"] == "in"):
            wrong.append(f"{row.rule}: {row['example']} {summary(row['example'])}")
    assert not wrong


# Polarity and modality: the guideline's table 3.2 and its rules.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Совет потребовал вывода войск.", ["потребовал DEMAND", "вывода войск MOVE demanded"]),
        ("Премьер планирует посетить Дакар.", ["посетить VISIT planned"]),
        ("Саммит может состояться осенью.", ["Саммит MEET possible"]),
        (
            "Если договор подпишут, санкции снимут.",
            ["договор подпишут SIGN possible", "санкции снимут SANCTION possible"],
        ),
        ("Генсек призвал стороны начать переговоры.", ["призвал DEMAND", "переговоры NEGOTIATE demanded"]),
        ("Министр отказался подписать договор.", ["отказался REFUSE", "подписать договор SIGN negative"]),
        ("Встреча, намеченная на май, отменена.", ["Встреча MEET negative"]),
        ("Саммит перенесли на 2012 год.", ["Саммит MEET planned"]),
        ("Президент не намерен уходить в отставку.", ["уходить в отставку DISMISS negative planned"]),
        ("МИД опроверг сообщения об аресте посла.", ["аресте ARREST negative"]),
        ("Делегация приехала для изучения возможности урегулирования.", ["приехала VISIT"]),
        ("Саммит не состоялся.", ["Саммит MEET negative"]),
        ("Полиция предотвратила теракт.", ["теракт ATTACK negative"]),
        ("Война прекратилась в мае.", ["Война ATTACK"]),
        ("Попытка переворота провалилась.", ["Попытка переворота ATTACK"]),
        ("Мэр не только посетил завод, но и открыл школу.", ["посетил VISIT", "открыл CREATE"]),
        ("Повстанцы потребовали, чтобы войска покинули город.", ["потребовали DEMAND", "покинули MOVE demanded"]),
        ("Погибли ли туристы?", ["Погибли DIE possible"]),
        ("Он якобы убил соседа.", ["убил DIE possible"]),
    ],
)
def test_polarity_and_modality_follow_the_guideline(text: str, expected: list[str]):
    assert summary(text) == expected


def test_an_event_after_the_day_of_publication_is_planned():
    nlp = pipeline()
    doc = nlp.make_doc("Концерт прошёл в мае 2030 года.")
    doc._.published = (2020, 1, 1)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [one.modality for one in doc._.event_mentions] == ["planned"]


# What is an event, and where its trigger ends (sections 1.2 to 1.4).


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Конференция министров — политический орган союза.", []),
        ("Съезд собирается раз в четыре года.", []),
        ("Посол сообщил о планах и отметил успехи.", []),
        ("Совет рассматривает вопросы координации действий.", []),
        ("Вчера прошли президентские и парламентские выборы.", ["президентские и парламентские выборы ELECT"]),
        ("Стороны провели две встречи.", ["встречи MEET"]),
        ("Предстоящий саммит ОИС обсудили послы.", ["саммит MEET planned", "обсудили NEGOTIATE"]),
        ("Он принял участие в форуме.", ["форуме MEET"]),
        ("Серия взрывов разрушила дома.", ["взрывов DISASTER"]),
        ("Бывший министр подал в отставку.", ["подал в отставку DISMISS"]),
        ("Полицейские задержали и допросили кассира.", ["задержали ARREST", "допросили TRY"]),
        (
            "33-я Конференция министров иностранных дел ОИС прошла в Баку.",
            ["33-я Конференция министров иностранных дел MEET"],
        ),
        (
            "Международная выставка «Ковры Ширвана» открылась в Париже.",
            ["Международная выставка «Ковры Ширвана» PERFORM"],
        ),
        ("Великая Отечественная война длилась четыре года.", ["Великая Отечественная война ATTACK"]),
        ("Начался вывод войск из города.", ["вывод войск MOVE"]),
        ("Убитый в 2006 году журналист писал о войне.", ["Убитый DIE"]),
        ("Он осуждён за убийство.", ["осуждён PUNISH"]),
    ],
)
def test_triggers_and_their_spans_follow_the_guideline(text: str, expected: list[str]):
    assert summary(text) == expected


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Он писал о президентских выборах в газете.", "президентские выборы"),
        ("На 11-м саммите приняли устав.", "11-й саммит"),
        ("Министр подал в отставку.", "подать в отставку"),
        ("Резолюция была принята.", "принять резолюцию"),
        ("Избранная в 2008 году глава союза выступила вчера.", "избрать"),
    ],
)
def test_lemmas_are_nominative_or_infinitive(text: str, lemma: str):
    assert lemma in [one.lemma for one in mentions(text)]


# Dates (section 4).


def dated(text: str) -> list[tuple[str, str | None]]:
    return [(text[one.start : one.end], text[slice(*one.date)] if one.date else None) for one in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Саммит состоялся 5 мая 2008 года.", [("Саммит", "5 мая 2008 года")]),
        ("Визит премьера в Осло в марте 1998 года удался.", [("Визит", "в марте 1998 года")]),
        ("Саммит, прошедший в марте 1998 года, удался.", [("Саммит", "в марте 1998 года")]),
        ("В 1987 году союз создан на съезде.", [("создан", "В 1987 году"), ("съезде", "В 1987 году")]),
        ("Принятый в 1985 году устав действует.", [("Принятый", "в 1985 году")]),
        ("Он умер 5 мая 1990 года, а 7 мая его похоронили.", [("умер", "5 мая 1990 года"), ("похоронили", "7 мая")]),
        ("В апреле 1996 года, когда был создан комитет, страна вступила в союз.",
         [("создан", "В апреле 1996 года"), ("вступила", "В апреле 1996 года")]),
        ("Визит в Тегеран, намеченный на июнь 2009 года, отменили.", [("Визит", "на июнь 2009 года")]),
        ("Академия 11-12 ноября 2009 г. в Баку провела конференцию.", [("конференцию", "11-12 ноября 2009 г.")]),
        ("Саммит удался. Он прошёл в мае.", [("Саммит", None)]),
        ("Лига, известная до июня 2011 года как Союз озёр, была создана в 1969 году.", [("создана", "в 1969 году")]),
    ],
)  # fmt: skip
def test_a_date_goes_to_the_event_that_it_dates(text: str, expected: list[tuple[str, str | None]]):
    assert dated(text) == expected


# The guideline's worked example (section 9).

WORKED = (
    "13–14 мая 2009 года в Актау прошёл 4-й саммит Организации Каспийского Диалога (ОКД) с участием глав пяти "
    "государств. На встрече утвердили новый Устав ОКД, а Туркменистан вступил в организацию. Казахстан и "
    "Узбекистан осудили обстрел порта Белые Скалы и потребовали немедленного вывода войск с острова Чаячий. "
    "Генеральный секретарь ОКД Лейла Асанова, избранная в 2008 году, вручила Тимуру Ахметову орден «Дружба». По "
    "её словам, следующий саммит ОКД может состояться в Баку в 2012 году. Визит Асановой в Тегеран, намеченный на "
    "июнь 2009 года, был отменён."
)


def test_the_worked_example_of_the_guideline():
    assert summary(WORKED) == [
        "4-й саммит MEET", "встрече MEET", "утвердили ADOPT", "вступил JOIN", "осудили CONDEMN", "обстрел ATTACK",
        "потребовали DEMAND", "вывода войск MOVE demanded", "избранная ELECT", "вручила AWARD", "саммит MEET possible",
        "Визит VISIT negative",
    ]  # fmt: skip
    dates = {trigger: date for trigger, date in dated(WORKED) if date}
    assert dates == {
        "4-й саммит": "13–14 мая 2009 года", "избранная": "в 2008 году", "саммит": "в 2012 году",
        "Визит": "на июнь 2009 года",
    }  # fmt: skip


# Errors and hostile input.


def with_row(tmp_path: Path, line: str) -> Path:
    for path in EVENTS.glob("*.csv"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "triggers.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return tmp_path


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("пикник,NOUN,PICNIC,,,Пикник прошёл.,", "it may say"),
        ("пикник,NOUN,MEET,loudly,,Пикник прошёл.,", "condition «loudly» is unknown"),
        ("пикник,NOUN,MEET,obj:FOOD,,Пикник прошёл.,", "«FOOD» is no entity type"),
        ("пикник,NOUN,MEET,,,,", "«example» is empty"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, line: str, message: str):
    with pytest.raises(DataError, match=rf"triggers\.csv:\d+.*{message}"):
        read_event_lexicons(with_row(tmp_path, line))


def test_an_unknown_verb_names_no_event():
    assert summary("Глокая куздра штеко будланула бокра.") == []


def test_offsets_are_those_of_the_text_with_odd_white_space():
    text = "Вчера\n\n  прошёл   11-й\tсаммит  ОИС.\n"
    assert [text[one.start : one.end] for one in mentions(text)] == ["11-й\tсаммит"]
