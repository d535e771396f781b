"""Arguments and event links: every example of frames.yaml and links.csv, and the constructions that must hold."""

from functools import lru_cache

import pytest
import yaml

from pipeline.arguments.frames import read_frames
from pipeline.arguments.links import COLUMNS
from pipeline.components.arguments import ArgumentFinder
from pipeline.errors import DataError
from pipeline.lexicon import read_lexicon
from pipeline.paths import MODELS
from pipeline.schema import EVENT_TYPES
from tests.support import Mark, annotated

FRAMES = MODELS / "events" / "frames.yaml"
LINKS = MODELS / "events" / "links.csv"


@lru_cache(maxsize=1)
def finder() -> ArgumentFinder:
    return ArgumentFinder().from_disk(MODELS / "arguments")


def found_and_meant(marked: str) -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]]:
    """(event, role, filler) as found, and as the marks say: a label `AGENT`, or `AGENT@2` for the second event."""
    doc, marks = annotated(marked)
    events = sorted((mark for mark in marks if mark.is_event), key=lambda mark: mark.start)
    meant = {
        (name(doc.text, events[int(number or 1) - 1]), role, name(doc.text, mark))
        for mark in marks
        if not mark.is_event
        for role, _, number in (label.partition("@") for label in mark.labels)
    }
    arguments = finder()(doc)._.arguments
    return {(doc.text[slice(*a.event)], a.role, doc.text[a.mention[0] : a.mention[1]]) for a in arguments}, meant


def name(text: str, mark: Mark) -> str:
    return text[mark.start : mark.end]


def frame_examples() -> list[tuple[str, str]]:
    data = yaml.safe_load(FRAMES.read_text(encoding="utf-8"))
    return [(key, sentence) for key, sentences in data["examples"].items() for sentence in sentences]


@pytest.mark.parametrize(("key", "sentence"), frame_examples())
def test_example_of_frame_gives_its_arguments(key: str, sentence: str) -> None:
    found, meant = found_and_meant(sentence)
    assert found == meant


def test_every_event_type_has_an_example() -> None:
    assert {key for key, _ in frame_examples()} >= set(EVENT_TYPES)


def test_place_of_another_event_is_not_looked_through_to() -> None:
    found, _ = found_and_meant("[Греция]{COUNTRY} <осудила>{CONDEMN} <обстрел>{ATTACK} [порта Дакар]{FACILITY}.")
    assert found == {("осудила", "AGENT", "Греция"), ("обстрел", "PLACE", "порта Дакар")}


def test_own_place_of_an_event_shuts_out_the_places_of_its_clause() -> None:
    found, _ = found_and_meant("На <саммите>{MEET} в [Мекке]{CITY} было решено открыть в [Баку]{CITY} школу.")
    assert found == {("саммите", "PLACE", "Мекке")}


def test_items_of_a_list_have_participants_of_their_own() -> None:
    found, _ = found_and_meant(
        "Участие [Петра Иванова]{PERSON} на <саммите>{MEET} в [Осло]{CITY}, <концерт>{PERFORM} в [Вене]{CITY} и"
        " <форум>{MEET} в [Риме]{CITY} запомнились всем."
    )
    assert found == {
        ("саммите", "PARTICIPANT", "Петра Иванова"),
        ("саммите", "PLACE", "Осло"),
        ("концерт", "PLACE", "Вене"),
        ("форум", "PLACE", "Риме"),
    }


def test_owner_inside_the_name_of_a_group_is_no_part_of_that_name() -> None:
    found, _ = found_and_meant("Открылся <саммит>{MEET} [глав стран [ОПЕК]{ORGANIZATION}]{PROFESSION}.")
    assert found == {("саммит", "PARTICIPANT", "глав стран ОПЕК"), ("саммит", "AGENT", "ОПЕК")}


def test_body_of_a_member_states_group_does_not_hold_the_meeting() -> None:
    found, _ = found_and_meant("Прошла <встреча>{MEET} [министров]{PROFESSION} стран-членов [ОПЕК]{ORGANIZATION}.")
    assert found == {("встреча", "PARTICIPANT", "министров")}


def test_offices_before_a_plural_verb_are_several_persons() -> None:
    found, _ = found_and_meant(
        "[Президент]{PROFESSION} и [министр]{PROFESSION} [Пётр Иванов]{PERSON} <прибыли>{MOVE} в [Осло]{CITY}."
    )
    assert ("прибыли", "PARTICIPANT", "Президент") in found


def test_theme_in_quotation_marks_gives_no_place() -> None:
    found, _ = found_and_meant("<Встреча>{MEET} «О школах в [Греции]{COUNTRY}» в [Осло]{CITY} завершилась.")
    assert found == {("Встреча", "PLACE", "Осло")}


def test_phrases_without_end_take_linear_time() -> None:
    for words in ("в Осло ", "министра ", "( ", "и "):
        doc, _ = annotated("<Визит>{VISIT} [министра]{PROFESSION} " + words * 3000)
        assert len(finder()(doc)._.arguments) <= 100


def links_of(marked: str) -> set[tuple[str, str, str]]:
    doc, marks = annotated(marked)
    labels = {(mark.start, mark.end): mark.labels[0] for mark in marks if mark.is_event and mark.labels}
    links = finder()(doc)._.event_links
    return {(labels.get(link.subject, "?"), link.predicate, labels.get(link.object, "?")) for link in links}


@pytest.mark.parametrize("row", read_lexicon(LINKS, COLUMNS), ids=lambda row: row.rule)
def test_row_of_links_finds_its_example_and_not_its_counter_example(row) -> None:  # type: ignore[no-untyped-def]
    assert ("s", row["predicate"], "o") in links_of(row["example"])
    assert ("s", row["predicate"], "o") not in links_of(row["counter_example"])


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"types": {"FOUNDING": []}}, "no event type"),
        ({"common": [{"slots": "obj", "fillers": "PERSON", "role": "ACTOR"}]}, "no role"),
        ({"common": [{"slots": "obj", "fillers": "HUMANS", "role": "AGENT"}]}, "neither a group"),
        ({"common": [{"slot": "obj", "fillers": "PERSON", "role": "AGENT"}]}, "exactly the keys"),
        ({"groups": {"HUMAN": "PERSONS"}}, "no entity type"),
    ],
)
def test_wrong_frames_are_refused_with_a_sentence(tmp_path, change: dict, complaint: str) -> None:  # type: ignore
    data = yaml.safe_load(FRAMES.read_text(encoding="utf-8")) | change
    path = tmp_path / "frames.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataError, match=complaint):
        read_frames(path)
