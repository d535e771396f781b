"""The gold annotations fit their texts and the format, and the loader names file and line of what does not."""

import json
import re
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.errors import DataError
from pipeline.gold import GoldDocument, GoldEvent, derived_role, load_gold
from pipeline.gold.brat import one_line
from pipeline.gold.sources import source_texts
from pipeline.layers import Span
from pipeline.paths import ROOT

GOLD = sorted((ROOT / "tests" / "gold").glob("**/*.ann"))
TEXT = "В мае 2001 года Чили и Перу подписали договор в Лиме. Договор подписан."
CHILE = 'T1\tCOUNTRY 16 20\tЧили\n#1\tAnnotatorNotes T1\t{"lemma": "Чили", "entity": "Q298"}\n'
PERU = 'T2\tCOUNTRY 23 27\tПеру\n#2\tAnnotatorNotes T2\t{"lemma": "Перу", "entity": "Q419"}\n'
SIGNED = (
    "T3\tEVENT 28 37\tподписали\nA1\tEventType T3 SIGN\n"
    '#3\tAnnotatorNotes T3\t{"lemma": "подписать", "event": "treaty", "title": "Подписание договора Чили и Перу", '
    '"event_edtf": "2001-05", "event_place": null}\n'
)
MAY = (
    "T4\tDATE 0 15\tВ мае 2001 года\nA2\tTimexType T4 DATE\nA3\tAnchor T4 explicit\n"
    '#4\tAnnotatorNotes T4\t{"edtf": "2001-05", "granularity": "month"}\n'
)
SIGNED_AGAIN = (
    "T5\tEVENT 62 70\tподписан\nA4\tEventType T5 SIGN\n"
    '#5\tAnnotatorNotes T5\t{"lemma": "подписать", "event": "treaty"}\n'
)
BASE = CHILE + PERU + SIGNED + MAY


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    return source_texts(ROOT / "raw", {name_of(ann) for ann in GOLD})


def name_of(ann: Path) -> str:
    return ann.relative_to(ROOT / "tests" / "gold").with_suffix("").as_posix()


def text_of(ann: Path) -> str:
    return texts()[name_of(ann)]


def load(folder: Path, content: str) -> GoldDocument:
    path = folder / "sample.ann"
    path.write_text(content, encoding="utf-8")
    return load_gold(path, TEXT)


@pytest.fixture(scope="module")
def seed() -> GoldDocument:
    ann = ROOT / "tests" / "gold" / "ois-azerbaijan.ann"
    return load_gold(ann, text_of(ann))


def test_there_is_a_gold_annotation() -> None:
    assert GOLD


@pytest.mark.parametrize("ann", GOLD, ids=name_of)
def test_every_span_equals_its_text(ann: Path) -> None:
    text = text_of(ann)
    spans = [line.split("\t") for line in ann.read_text(encoding="utf-8").split("\n") if line.startswith("T")]
    assert spans
    for name, place, said in spans:
        _, start, end = place.split(" ")
        assert one_line(text[int(start) : int(end)]) == said, name


@pytest.mark.parametrize("ann", GOLD, ids=name_of)
def test_lines_are_as_readers_of_nerel_expect(ann: Path) -> None:
    """Cells are separated by tabs, what is in them by single blanks; both ends of a relation are spans of the file."""
    lines = ann.read_text(encoding="utf-8").splitlines()
    spans = {line.split("\t")[0] for line in lines if line.startswith("T")}
    for line in lines:
        assert re.fullmatch(r"(T\d+\t[A-Z_]+ \d+ \d+\t.+|R\d+\t[A-Z_]+ Arg1:T\d+ Arg2:T\d+|[A#]\d+\t.+)", line), line
        if line.startswith("R"):
            _, one, two = line.split("\t")[1].split()
            assert {one[5:], two[5:]} <= spans, line


@pytest.mark.parametrize("ann", GOLD, ids=name_of)
def test_every_annotation_loads_and_its_records_point_at_each_other(ann: Path) -> None:
    gold = load_gold(ann, text_of(ann))
    mentions, dates = {m.key for m in gold.mentions}, {d.span for d in gold.dates}
    events = {e.span for e in gold.event_mentions}
    assert {a.mention for a in gold.arguments} <= mentions and {a.event for a in gold.arguments} <= events
    assert {end for r in gold.relations for end in (r.subject, r.object)} <= mentions
    assert {e.date for e in gold.event_mentions if e.date} <= dates
    assert sorted(span for event in gold.events for span in event.mentions) == sorted(events)
    assert len({event.title for event in gold.events}) == len(gold.events)


DATED = {
    "founding-oic-rabat-1969": ("FOUND", "1969", "Q3551", 1),
    "adoption-oic-charter-1972": ("ADOPT", "1972", None, 2),
    "joining-azerbaijan-oic-1991-12": ("JOIN", "1991-12", None, 1),
    "visit-oic-azerbaijan-1991": ("VISIT", "1991", "Q227", 1),
    "unga-session-47-1992": ("MEET", "1992-09", None, 1),
    "appointment-azerbaijan-representative-oic-1994-05": ("APPOINT", "1994-05", None, 1),
    "visit-geydar-aliev-saudi-arabia-1994-07": ("VISIT", "1994-07", "Q851", 1),
    "oic-cfm-24-jakarta-1996": ("MEET", "1996-12", "Q3630", 1),
    "renaming-oic-resolution-jakarta-1996-12": ("RENAME", "1996-12", "Q3630", 1),
    "oic-summit-8-tehran-1997": ("MEET", "1997-12", "Q3616", 1),
    "oic-extraordinary-summit-3-mecca-2005": ("MEET", "2005-12", "Q5806", 1),
    "oic-cfm-33-baku-2006": ("MEET", "2006-06-19/2006-06-21", "Q9248", 1),
    "award-mehriban-alieva-isesco-diploma-2006-11-26": ("AWARD", "2006-11-26", None, 1),
    "forum-women-intercultural-dialogue-baku-2008-06": ("MEET", "2008-06-10/2008-06-11", "Q9248", 2),
    "oic-summit-11-dakar-2008": ("MEET", "2008-03-13/2008-03-14", "Q1041", 2),
    "oic-cfm-35-kampala-2008": ("MEET", "2008-06-18/2008-06-20", "Q1036", 1),
    "adoption-oic-new-charter-2008-03": ("ADOPT", "2008-03-13/2008-03-14", "Q1041", 1),
    "submission-resolution-occupied-territories-2008-03-14": ("OTHER", "2008-03-14", None, 2),
    "conference-dialogue-civilizations-baku-2009-11": ("MEET", "2009-11-11/2009-11-12", "Q9248", 2),
    "rename-oic-2011": ("RENAME", "2011-06", "Q1520", 1),
}


@pytest.mark.parametrize("event", DATED)
def test_the_seed_text_tells_its_dated_events(seed: GoldDocument, event: str) -> None:
    found = {e.event: (e.type, e.edtf, e.place, len(e.mentions)) for e in seed.events}
    assert found[event] == DATED[event]


def test_every_date_expression_that_dates_an_event_agrees_with_the_event(seed: GoldDocument) -> None:
    events, values = events_by_span(seed), {d.span: d.edtf for d in seed.dates}
    for mention in seed.event_mentions:
        if mention.date:
            assert str(events[mention.span].edtf) == str(values[mention.date]).removesuffix("/.."), mention


def events_by_span(gold: GoldDocument) -> dict[Span, GoldEvent]:
    return {span: event for event in gold.events for span in event.mentions}


def test_the_conference_told_twice_is_one_event_far_apart(seed: GoldDocument) -> None:
    conference = next(e for e in seed.events if e.event == "conference-dialogue-civilizations-baku-2009-11")
    first, second = (m for m in seed.event_mentions if m.span in conference.mentions)
    assert second.start - first.end > 500
    assert first.date != second.date and first.date and second.date


def test_attributes_notes_and_time_become_records(tmp_path: Path) -> None:
    gold = load(tmp_path, BASE + SIGNED_AGAIN + "R1\tPOINT_IN_TIME Arg1:T3 Arg2:T4\nA9\tModality T5 planned\n")
    first, second = gold.event_mentions
    assert (first.type, first.lemma, first.polarity, first.modality) == ("SIGN", "подписать", "positive", "actual")
    assert first.date == (0, 15) and second.date is None and second.modality == "planned"
    assert (gold.dates[0].edtf, gold.dates[0].granularity, gold.dates[0].anchor) == ("2001-05", "month", "explicit")
    assert gold.dates[0].earliest is None and gold.dates[0].rule == "sample.ann:8"
    assert gold.entities[16, 20, "COUNTRY"] == "Q298"
    (event,) = gold.events
    assert (event.modality, event.edtf, event.mentions) == ("actual", "2001-05", ((28, 37), (62, 70)))


def test_one_negative_mention_makes_the_event_negative(tmp_path: Path) -> None:
    (event,) = load(tmp_path, BASE + SIGNED_AGAIN + "A9\tPolarity T5 negative\n").events
    assert event.polarity == "negative"


def test_a_point_in_time_comes_before_a_start(tmp_path: Path) -> None:
    other = MAY.replace("T4", "T6").replace("0 15\tВ мае 2001 года", "6 15\t2001 года").replace("#4", "#6")
    other = other.replace("A2", "A6").replace("A3", "A7")
    times = "R1\tSTART_TIME Arg1:T3 Arg2:T6\nR2\tPOINT_IN_TIME Arg1:T3 Arg2:T4\n"
    assert load(tmp_path, BASE + other + times).event_mentions[0].date == (0, 15)


def test_a_note_on_a_relation_overrides_the_role_and_gives_the_date(tmp_path: Path) -> None:
    lines = 'R1\tPARTICIPANT_IN Arg1:T1 Arg2:T3\n#8\tAnnotatorNotes R1\t{"role": "AGENT"}\n'
    lines += 'R2\tKNOWS Arg1:T1 Arg2:T2\n#9\tAnnotatorNotes R2\t{"date": "T4"}\n'
    gold = load(tmp_path, BASE + lines)
    assert [(a.role, a.mention) for a in gold.arguments] == [("AGENT", (16, 20, "COUNTRY"))]
    assert [(r.predicate, r.date) for r in gold.relations] == [("KNOWS", (0, 15))]


def test_links_join_event_mentions(tmp_path: Path) -> None:
    again = SIGNED_AGAIN.replace('"treaty"', '"second", "title": "Второе", "event_edtf": null, "event_place": null')
    again = again.replace("}", ', "links": [["SUBEVENT_OF", "T3"]]}')
    (link,) = load(tmp_path, BASE + again).event_links
    assert (link.subject, link.predicate, link.object) == ((62, 70), "SUBEVENT_OF", (28, 37))


@pytest.mark.parametrize(
    ("predicate", "event", "filler", "role"),
    [
        ("PARTICIPANT_IN", "MEET", "ORGANIZATION", "PARTICIPANT"),
        ("PARTICIPANT_IN", "JOIN", "ORGANIZATION", "TOPIC"),
        ("PARTICIPANT_IN", "JOIN", "COUNTRY", "PARTICIPANT"),
        ("PARTICIPANT_IN", "APPOINT", "PROFESSION", "TOPIC"),
        ("PARTICIPANT_IN", "APPOINT", "PERSON", "PARTICIPANT"),
        ("INANIMATE_INVOLVED", "ADOPT", "LAW", "TOPIC"),
        ("INANIMATE_INVOLVED", "RENAME", "LAW", "PARTICIPANT"),
        ("INANIMATE_INVOLVED", "TRADE", "PRODUCT", "TOPIC"),
        ("INANIMATE_INVOLVED", "DISASTER", "PRODUCT", "PARTICIPANT"),
        ("INANIMATE_INVOLVED", "OTHER", "PERSON", "PARTICIPANT"),
        ("ORGANIZES", "MEET", "ORGANIZATION", "AGENT"),
        ("AGENT", "JOIN", "ORGANIZATION", "AGENT"),
        ("TAKES_PLACE_IN", "MEET", "CITY", "PLACE"),
        ("HAS_CAUSE", "DIE", "DISEASE", "CAUSE"),
    ],
)
def test_roles_follow_predicate_event_and_filler(predicate: str, event: str, filler: str, role: str) -> None:
    assert derived_role(predicate, event, filler) == role


NOTE = "#9\tAnnotatorNotes "
LAST = '"event_place": null'
BROKEN = {
    "text differs": (BASE.replace("\tЧили\n", "\tЧиле\n"), 1, "the text reads «Чили»"),
    "outside": (BASE.replace("16 20\tЧили", "16 2000\tЧили"), 1, "outside the text"),
    "empty span": (BASE.replace("16 20\tЧили", "16 16\t"), 1, "empty"),
    "huge offset": (BASE.replace("16 20\tЧили", f"16 {'9' * 5000}\tЧили"), 1, "no offsets"),
    "no offsets": (BASE.replace("16 20\tЧили", "16 x\tЧили"), 1, "no offsets"),
    "discontinuous": (BASE.replace("16 20\tЧили", "16 18;19 20\tЧи и"), 1, "discontinuous"),
    "cells of T": (BASE.replace("16 20\tЧили", "16 20"), 1, "three cells"),
    "type": (BASE.replace("COUNTRY 16", "LAND 16"), 1, "«LAND» is no type"),
    "line": (BASE + "Z1\tCOUNTRY 16 20\tЧили\n", 12, "begins with T, R, A or #"),
    "no id": (BASE + "\tCOUNTRY 16 20\tЧили\n", 12, "begins with T, R, A or #"),
    "id twice": (BASE + "T1\tCOUNTRY 16 20\tЧили\n", 12, "T1 stands in line 1 too"),
    "span twice": (BASE + "T7\tCOUNTRY 16 20\tЧили\n" + NOTE + 'T7\t{"lemma": "a", "entity": "b"}\n', 12, "T1 over"),
    "date and time on one span": (
        BASE
        + MAY.replace("DATE", "TIME").replace("T4", "T7").replace("A2", "A8").replace("A3", "A9").replace("#4", "#9"),
        12,
        "T7 is T4 over again",
    ),
    "predicate": (BASE + "R1\tLOVES Arg1:T1 Arg2:T2\n", 12, "«LOVES» is no predicate"),
    "cells of R": (BASE + "R1\tKNOWS T1 T2\n", 12, "an R line reads"),
    "dangling": (BASE + "R1\tKNOWS Arg1:T1 Arg2:T88\n", 12, "T88 is named here"),
    "dangling attribute": (BASE + "A9\tPolarity T88 negative\n", 12, "T88 is named here"),
    "dangling note": (BASE + NOTE + "T88\t{}\n", 12, "T88 is named here"),
    "attribute": (BASE + "A9\tColour T3 red\n", 12, "«Colour» is no attribute"),
    "value": (BASE + "A9\tModality T3 likely\n", 12, "«likely» is no Modality"),
    "attribute of a country": (BASE + "A9\tModality T1 actual\n", 12, "T1 is COUNTRY"),
    "attribute twice": (BASE + "A9\tEventType T3 ADOPT\n", 12, "has a EventType already"),
    "cells of A": (BASE + "A9\tPolarity T3\n", 12, "an A line reads"),
    "no event type": (BASE.replace("A1\tEventType T3 SIGN\n", ""), 5, "no EventType"),
    "no anchor": (BASE.replace("A3\tAnchor T4 explicit\n", ""), 8, "no Anchor"),
    "timex": (BASE.replace("TimexType T4 DATE", "TimexType T4 TIME"), 8, "TimexType is TIME"),
    "no note": (CHILE.split("\n")[0] + "\n", 1, "no note"),
    "two notes": (BASE + NOTE + "T1\t{}\n", 12, "has a note in line 2"),
    "cells of note": (BASE + "#9\tAnnotatorNotes T1\n", 12, "a # line reads"),
    "JSON": (BASE.replace('{"lemma": "Чили"', '{"lemma": Чили'), 2, "not valid JSON"),
    "deep JSON": (BASE.replace('"Q298"', "[" * 100000), 2, "not valid JSON"),
    "JSON key twice": (BASE.replace('"entity": "Q298"', '"entity": "Q298", "entity": "Q1"'), 2, "a key stands twice"),
    "JSON list": (CHILE.replace('{"lemma": "Чили", "entity": "Q298"}', "[]"), 2, "no object"),
    "key missing": (BASE.replace(', "entity": "Q298"', ""), 2, "lacks entity"),
    "key unknown": (BASE.replace('"Q298"', '"Q298", "qid": "Q298"'), 2, "«qid» cannot stand"),
    "key mistaken": (BASE.replace('"lemma": "Чили"', '"lema": "Чили"'), 2, "did you mean «lemma»?"),
    "empty value": (BASE.replace('"Q298"', '""'), 2, "not empty"),
    "number as value": (BASE.replace('"Q298"', "298"), 2, "not empty"),
    "draft": ("#0\tDRAFT\tcorrect me\n" + BASE, 1, "this is a draft"),
    "draft's mark moved": (BASE + "#0\tDRAFT\tcorrect me\n", 12, "this is a draft"),
    "EDTF": (BASE.replace('"edtf": "2001-05"', '"edtf": "2001-31"'), 11, "no month from 01 to 12"),
    "EDTF of an event": (BASE.replace('"event_edtf": "2001-05"', '"event_edtf": "мая"'), 7, "not an EDTF date"),
    "granularity": (BASE.replace('"granularity": "month"', '"granularity": "moon"'), 11, "«moon» is no granularity"),
    "role": (BASE + "R1\tAGENT Arg1:T1 Arg2:T3\n" + NOTE + 'R1\t{"role": "HERO"}\n', 13, "«HERO» is no role"),
    "role of relation": (BASE + "R1\tKNOWS Arg1:T1 Arg2:T2\n" + NOTE + 'R1\t{"role": "AGENT"}\n', 13, "only fillers"),
    "date of argument": (BASE + "R1\tAGENT Arg1:T1 Arg2:T3\n" + NOTE + 'R1\t{"date": "T4"}\n', 13, "POINT_IN_TIME"),
    "links": (BASE.replace(LAST, LAST + ', "links": ["T3"]'), 7, "list of pairs"),
    "link": (BASE.replace(LAST, LAST + ', "links": [["NEAR", "T3"]]'), 7, "«NEAR»"),
    "link to itself": (BASE.replace(LAST, LAST + ', "links": [["ABOUT", "T3"]]'), 7, "itself"),
    "direction": (BASE + "R1\tTAKES_PLACE_IN Arg1:T1 Arg2:T3\n", 12, "T1 is COUNTRY; here stands one of EVENT"),
    "predicate of event": (BASE + "R1\tKNOWS Arg1:T1 Arg2:T3\n", 12, "joins no event"),
    "predicate of entities": (BASE + "R1\tORGANIZES Arg1:T1 Arg2:T2\n", 12, "no relation between entities"),
    "relation to date": (BASE + "R1\tAGE_IS Arg1:T1 Arg2:T4\n", 12, "joins no date"),
    "time of a country": (BASE + "R1\tPOINT_IN_TIME Arg1:T1 Arg2:T4\n", 12, "T1 is COUNTRY"),
    "dated by a length": (
        BASE.replace("TimexType T4 DATE", "TimexType T4 DURATION") + "R1\tPOINT_IN_TIME Arg1:T3 Arg2:T4\n",
        12,
        "dates no event",
    ),
    "two dates": (BASE + "R1\tEND_TIME Arg1:T3 Arg2:T4\nR2\tEND_TIME Arg1:T3 Arg2:T4\n", 13, "two END_TIME"),
    "two events": (BASE + SIGNED_AGAIN + "R1\tHAS_CAUSE Arg1:T3 Arg2:T5\n", 15, "two events are joined"),
    "two roles": (BASE + "R1\tAGENT Arg1:T1 Arg2:T3\nR2\tPARTICIPANT_IN Arg1:T1 Arg2:T3\n", 13, "one role"),
    "relation twice": (BASE + "R1\tKNOWS Arg1:T1 Arg2:T2\nR2\tKNOWS Arg1:T1 Arg2:T2\n", 13, "delete one"),
    "no title": (BASE.replace('"title": "Подписание договора Чили и Перу", ', ""), 7, "of its first mention (T3)"),
    "title twice": (BASE + SIGNED_AGAIN.replace('"treaty"', '"treaty", "title": "Договор"'), 14, "and no other"),
    "types of an event": (BASE + SIGNED_AGAIN.replace("SIGN", "ADOPT"), 12, "differ in EventType"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_breach_is_one_sentence_with_file_and_line(tmp_path: Path, case: str) -> None:
    content, line, words = BROKEN[case]
    with pytest.raises(DataError) as caught:
        load(tmp_path, content)
    assert caught.value.line == line, caught.value
    assert words in caught.value.message and "sample.ann" in str(caught.value) and "\n" not in str(caught.value)


def test_the_unbroken_sample_loads(tmp_path: Path) -> None:
    """Every broken sample differs from this one in one place, so that its error is the one that it is made for."""
    gold = load(tmp_path, BASE + SIGNED_AGAIN)
    assert len(gold.mentions) == 2 and len(gold.event_mentions) == 2


def test_a_missing_file_and_a_wrong_encoding_are_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="missing"):
        load_gold(tmp_path / "none.ann", TEXT)
    (tmp_path / "old.ann").write_bytes(CHILE.encode("cp1251"))
    with pytest.raises(DataError, match="not UTF-8"):
        load_gold(tmp_path / "old.ann", TEXT)


def test_the_mark_that_editors_put_before_utf8_is_no_error_and_hides_no_draft(tmp_path: Path) -> None:
    assert load(tmp_path, "\ufeff" + BASE) == load(tmp_path, BASE)
    with pytest.raises(DataError, match="this is a draft"):
        load(tmp_path, "\ufeff#0\tDRAFT\tcorrect me\n" + BASE)


def test_a_folder_in_the_place_of_an_annotation_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.ann").mkdir()
    with pytest.raises(DataError, match="cannot be read"):
        load_gold(tmp_path / "a.ann", TEXT)


def test_notes_of_the_gold_are_written_as_readable_text(seed: GoldDocument) -> None:
    """Cyrillic stands in the file as itself, so that a person can read and search the notes."""
    content = (ROOT / "tests" / "gold" / "ois-azerbaijan.ann").read_text(encoding="utf-8")
    assert "\\u0" not in content
    note = json.loads(content.split("AnnotatorNotes T1\t")[1].split("\n")[0])
    assert note["entity"] == seed.entities[0, 37, "ORGANIZATION"]
