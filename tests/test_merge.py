"""Merging event mentions: what is one event, what must never be, and what its row says."""

import re
from itertools import permutations

import pytest

from pipeline import edtf
from pipeline.layers import Argument, Date, EventLink, EventMention, Mention
from pipeline.merge.cluster import document_clusters, join_documents
from pipeline.merge.facts import _is_other, gather, head_class, is_plural, object_beside, roman, split_ordinal
from pipeline.merge.knowledge import merge_knowledge
from pipeline.merge.rows import event_row
from pipeline.merge.slots import parse_slots
from pipeline.merge.titles import Name

KNOWN = merge_knowledge()
ENTITIES = {
    "ОКД": ("organization:окд", "ORGANIZATION"), "Актау": ("Q1", "CITY"), "Вена": ("Q2", "CITY"),
    "Чили": ("Q3", "COUNTRY"),
    "Перу": ("Q4", "COUNTRY"), "Иван Петров": ("Q5", "PERSON"), "Устав ОКД": ("law:устав", "LAW"),
    "Казахстан": ("Q6", "COUNTRY"),
    "остров Чаячий": ("location:чаячий", "LOCATION"), "посол": ("profession:посол", "PROFESSION"),
}  # fmt: skip
COUNTRY = {"Q1": "KAZ", "Q2": "AUT", "Q3": "CHL", "Q4": "PER", "Q6": "KAZ"}


def document(doc_id, *events, links=()):
    """A document's clusters. An event is (type, lemma, edtf or None, {role: [names]}, optional polarity, modality)."""
    text, mentions, dates, triggers, arguments = "", [], [], [], []

    def put(words):
        nonlocal text
        start = len(text)
        text += words + " "
        return start, start + len(words)

    for kind, lemma, value, roles, *said in events:
        span, date = put(lemma), None
        if value:
            date = put(value)
            dates.append(Date(*date, "DATE", value, *edtf.bounds(value), edtf.granularity(value), "explicit", "t"))
        for role, names in roles.items():
            for name in names:
                mention = Mention(*put(name), ENTITIES[name][1], name, "t")
                mentions.append((mention, ENTITIES[name][0]))
                arguments.append(Argument(span, role, mention.key, "t"))
        triggers.append(EventMention(*span, kind, lemma, *(said or ("positive", "actual")), date, "t"))
    joined = [EventLink(triggers[a].span, predicate, triggers[b].span, "t") for a, predicate, b in links]
    facts = gather(
        doc_id, text, [m for m, _ in mentions], [e for _, e in mentions], dates, triggers, arguments, joined, KNOWN
    )  # fmt: skip
    return document_clusters(facts, KNOWN, COUNTRY.get)


def rows(*documents):
    clusters = [cluster for parts in documents for cluster in parts]
    names = {found: Name(name, kind) for name, (found, kind) in ENTITIES.items()}
    return [event_row(parts, KNOWN, names.__getitem__) for parts in join_documents(clusters, COUNTRY.get)]


SUMMIT = ("MEET", "4-й саммит", "2009-05-13/2009-05-14", {"AGENT": ["ОКД"], "PLACE": ["Актау"]})


def test_a_summit_told_in_three_documents_is_one_event():
    other = ("MEET", "IV саммит", "2009-05", {"AGENT": ["ОКД"]})
    found = rows(
        document("a", SUMMIT),
        document("b", other),
        document("c", ("MEET", "четвёртый саммит", None, {"AGENT": ["ОКД"]})),
    )
    assert len(found) == 1
    row = found[0]
    assert (row["edtf"], row["place_id"], row["n_mentions"], row["n_documents"]) == (
        "2009-05-13/2009-05-14",
        "Q1",
        3,
        3,
    )
    assert row["name"] == "4-й саммит ОКД в Актау"
    assert re.fullmatch(r"2009-05-13_meet_актау_[0-9a-f]{8}", row["event_id"]) and len(row["aliases"]) == 2


NEVER = [
    (SUMMIT, ("MEET", "5-й саммит", "2009-05-13/2009-05-14", {"AGENT": ["ОКД"], "PLACE": ["Актау"]})),
    (SUMMIT, ("MEET", "4-й саммит", "2010-05-13", {"AGENT": ["ОКД"]})),
    (SUMMIT, ("MEET", "4-й чрезвычайный саммит", "2009-05", {"AGENT": ["ОКД"]})),
    (SUMMIT, ("MEET", "4-й саммит", "2009-05", {"AGENT": ["ОКД"], "PLACE": ["Вена"]})),
    (SUMMIT, ("MEET", "4-й саммит", "2009-05", {"AGENT": ["ОКД"]}, "negative", "actual")),
    (
        ("VISIT", "визит", "2009-05-02", {"AGENT": ["Чили"], "PLACE": ["Перу"]}),
        ("VISIT", "визит", "2009-05-02", {"AGENT": ["Перу"], "PLACE": ["Чили"]}),
    ),
    (
        ("MOVE", "вывод войск", "2009-05", {"PARTICIPANT": ["Чили"], "PLACE": ["остров Чаячий"]}),
        (
            "MOVE",
            "вывод войск",
            "2009-05",
            {"PARTICIPANT": ["Чили"], "PLACE": ["остров Чаячий"]},
            "positive",
            "demanded",
        ),
    ),
    (("MEET", "встреча", "2009-05-02", {"AGENT": ["Чили"]}), ("MEET", "встреча", "2009-05-02", {"AGENT": ["Перу"]})),
    (("ADOPT", "принять", None, {"TOPIC": ["Устав ОКД"]}), ("ADOPT", "принять", None, {"TOPIC": ["Устав ОКД"]})),
]


@pytest.mark.parametrize("one, two", NEVER)
def test_what_is_never_one_event(one, two):
    assert len(rows(document("a", one), document("b", two))) == 2
    assert len(rows(document("a", one, two))) == 2


def test_a_planned_event_and_its_report_are_one_actual_event():
    planned = ("VISIT", "посетить", "2009-05", {"AGENT": ["Чили"], "PLACE": ["Перу"]}, "positive", "planned")
    held = ("VISIT", "визит", "2009-05-12", {"AGENT": ["Чили"], "PLACE": ["Перу"]})
    found = rows(document("a", planned), document("b", held))
    assert [(r["modality"], r["edtf"], r["name"]) for r in found] == [("actual", "2009-05-12", "Визит Чили в Перу")]


def test_a_bare_noun_is_the_last_event_with_that_noun():
    between = 2 * [("ADOPT", "утвердить", None, {"TOPIC": ["Устав ОКД"]})]
    found = rows(document("a", SUMMIT, *between, ("MEET", "саммит", None, {})))
    assert sorted((r["type"], r["n_mentions"]) for r in found) == [("ADOPT", 1), ("ADOPT", 1), ("MEET", 2)]


NOT_BARE = [
    ("MEET", "саммит", None, {"AGENT": ["Чили"]}),
    ("MEET", "саммиты", None, {}),
    ("MEET", "большой саммит", None, {}),
]


@pytest.mark.parametrize("event", NOT_BARE)
def test_a_noun_of_which_more_is_said_is_an_event_of_its_own(event):
    between = 2 * [("ADOPT", "утвердить", None, {"TOPIC": ["Устав ОКД"]})]
    assert [r["n_mentions"] for r in rows(document("a", SUMMIT, *between, event)) if r["type"] == "MEET"] == [1, 1]


def test_another_meeting_is_not_the_one_before():
    known = [("Саммит прошёл. ", False), ("Следующий ", True), ("на другом ", True), ("этот ", False), ("", False)]
    assert [_is_other(before, KNOWN) for before, _ in known] == [found for _, found in known]


def test_a_number_without_its_owner_is_the_last_sitting_with_that_number():
    found = rows(document("a", SUMMIT, ("MEET", "4-й саммит", None, {}), ("MEET", "5-й саммит", None, {})))
    assert sorted(r["n_mentions"] for r in found) == [1, 2]


def test_a_title_names_the_document_beside_the_verb():
    for text, noun, found in [
        ("последняя резолюция была ПРИНЯТА под названием", False, "резолюции"),
        ("Закон действует. Его ПРИНЯЛИ в мае", False, ""),
        ("ПРИНЯТИЕ данной резолюции на саммите", True, "резолюции"),
        ("новые законы были единогласно ОДОБРЕНЫ", False, "законов"),
    ]:
        start = next(n for n, c in enumerate(text) if text[n : n + 3].isupper())
        end = next((n for n in range(start, len(text)) if text[n] == " "), len(text))
        mention = EventMention(start, end, "ADOPT", "принять", "positive", "actual", None, "t")
        assert object_beside(text, mention, noun, KNOWN) == found, text


def test_a_renaming_is_titled_by_the_names_of_its_time():
    event = ("RENAME", "переименовать", "2011", {"PARTICIPANT": ["ОКД"], "TOPIC": ["остров Чаячий"]})
    assert rows(document("a", event))[0]["name"] == "Переименование ОКД в остров Чаячий"


def test_what_happens_at_a_dated_event_has_its_date_and_place():
    found = rows(
        document("a", SUMMIT, ("ADOPT", "принять", None, {"TOPIC": ["Устав ОКД"]}), links=[(1, "SUBEVENT_OF", 0)])
    )
    adopted = next(r for r in found if r["type"] == "ADOPT")
    assert (adopted["edtf"], adopted["place_id"], adopted["name"]) == (
        "2009-05-13/2009-05-14",
        "Q1",
        "Принятие Устава ОКД",
    )


def test_the_appointment_is_dated_by_the_first_unit_of_an_open_interval():
    event = ("APPOINT", "назначить", "1994-05/..", {"PARTICIPANT": ["Иван Петров"], "TOPIC": ["посол"]})
    row = rows(document("a", event))[0]
    assert (row["edtf"], row["name"]) == ("1994-05", "Назначение Ивана Петрова послом")
    assert row["latest"] == (edtf.to_seconds(1994, 6) - 1) * 1000


def test_rows_do_not_depend_on_the_order_of_documents():
    documents = [
        document("a", SUMMIT),
        document("b", ("MEET", "IV саммит", "2009-05", {"AGENT": ["ОКД"]})),
        document("c", ("DIE", "умереть", "2001", {"PARTICIPANT": ["Иван Петров"]})),
        document("d", ("DIE", "скончаться", None, {"PARTICIPANT": ["Иван Петров"]})),
    ]
    first = rows(*documents)
    assert len(first) == 2
    for order in permutations(documents):
        assert rows(*order) == first


def test_ids_of_other_events_stay_when_a_document_is_added():
    before = rows(document("b", SUMMIT), document("c", ("DIE", "умереть", "2001", {"PARTICIPANT": ["Иван Петров"]})))
    after = rows(document("b", SUMMIT), document("c", ("DIE", "умереть", "2001", {"PARTICIPANT": ["Иван Петров"]})),
                 document("a", ("DIE", "умереть", "2003", {"PARTICIPANT": ["Иван Петров"]})))  # fmt: skip
    assert {r["event_id"] for r in before} <= {r["event_id"] for r in after}


def test_ordinals_and_heads():
    for text, expected in [
        ("11-й саммит", 11),
        ("24-ая сессия", 24),
        ("III съезд", 3),
        ("третий форум", 3),
        ("10 минут", 10),
    ]:
        assert split_ordinal(text, KNOWN)[0] == expected
    assert split_ordinal("саммит", KNOWN) == (None, "саммит")
    assert [roman(t) for t in ("IV", "IX", "XL", "XIX")] == [4, 9, 40, 19]
    assert all(is_plural(words) for words in ("министров иностранных дел", "рыбаков", "страны-члены"))
    assert not is_plural("глава")
    assert head_class("конференция глав государств и правительств", KNOWN) == head_class("саммит", KNOWN)
    assert head_class("пресс-конференция", KNOWN) != head_class("конференция", KNOWN)


@pytest.mark.parametrize("bad", ["topic:gen", "TOPIC", "TOPIC:gone", "OWNER:gen", "AGENT.BODY:gen"])
def test_a_slot_that_is_none_is_told(bad):
    with pytest.raises(ValueError, match="«"):
        parse_slots(bad)
