"""Annotations written from words, for tests of the gold tools: offsets are found, ids counted."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

TREATY = "В мае 2001 года Чили и Перу подписали договор «О мире» в Лиме. Второй договор Чили не подписала."
SUMMIT = "Договор, подписанный Чили и Перу, обсудили на саммите в Лиме в 2003 году."
REFUSED = ("Подписание второго договора Чили и Перу", None, None)
SIGNED = ("Подписание договора Чили и Перу", "2001-05", "Q2868")
MET = ("Саммит в Лиме", "2003", "Q2868")
SPLIT = "dev: [news/summit, treaty]\ntest: []\n"
HEAD = "doc_a\tevent_a\tdoc_b\tevent_b\twhy\n"


class GoldFile:
    """An annotation of `text` in the making. Spans are named by their words; `nth` chooses among equal ones."""

    def __init__(self, text: str):
        self.text = text
        self.spans: list[str] = []
        self.lines: list[str] = []

    def span(self, words: str, kind: str, note: dict[str, Any], nth: int = 0, **attributes: str) -> str:
        """Add a T line with its note and attributes; returns its id."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        name = f"T{len(self.spans) + 1}"
        self.spans.append(f"{name}\t{kind} {start} {start + len(words)}\t{words}")
        for attribute, value in attributes.items():
            self.add("A", f"{attribute} {name} {value}")
        self.add("#", f"AnnotatorNotes {name}\t{json.dumps(note, ensure_ascii=False)}")
        return name

    def mention(self, words: str, kind: str, entity: str, **options: Any) -> str:
        """Add a mention of an entity."""
        return self.span(words, kind, {"lemma": words, "entity": entity}, **options)

    def date(self, words: str, edtf: str | None, unit: str | None = "month", **options: Any) -> str:
        """Add a date expression."""
        attributes = {"TimexType": "DATE", "Anchor": "explicit"} | options
        return self.span(words, "DATE", {"edtf": edtf, "granularity": unit}, **attributes)

    def event(self, words: str, kind: str, event: str, facts: tuple[str | None, ...] = (), **options: Any) -> str:
        """Add an event mention; the first of its event has `facts`: title, EDTF, place."""
        said = dict(zip(("title", "event_edtf", "event_place"), facts, strict=False))
        return self.span(words, "EVENT", {"lemma": words, "event": event, **said}, EventType=kind, **options)

    def add(self, letter: str, rest: str) -> None:
        """Add a line with the next free number."""
        number = 1 + sum(line.startswith(letter) for line in self.lines)
        self.lines.append(f"{letter}{number}\t{rest}")

    def join(self, predicate: str, one: str, two: str) -> None:
        """Add an R line."""
        self.add("R", f"{predicate} Arg1:{one} Arg2:{two}")

    def write(self, folder: Path, name: str) -> Path:
        """Write the annotation to `folder/gold` and the text to `folder/raw`; returns the annotation's path."""
        path = folder / "gold" / f"{name}.ann"
        for file, content in (
            (path, "\n".join([*self.spans, *self.lines]) + "\n"),
            (folder / "raw" / f"{name}.txt", self.text),
        ):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        return path


def treaty() -> GoldFile:
    """A document in which everything is right."""
    ann = GoldFile(TREATY)
    chile, peru = ann.mention("Чили", "COUNTRY", "Q298"), ann.mention("Перу", "COUNTRY", "Q419")
    lima = ann.mention("Лиме", "CITY", "Q2868")
    ann.mention("договор «О мире»", "LAW", "law:о-мире")
    signed = ann.event("подписали", "SIGN", "treaty", SIGNED)
    refused = ann.event("подписала", "SIGN", "second-treaty", REFUSED, Polarity="negative")
    ann.join("POINT_IN_TIME", signed, ann.date("В мае 2001 года", "2001-05"))
    ann.join("AGENT", chile, signed)
    ann.join("AGENT", peru, signed)
    ann.join("TAKES_PLACE_IN", signed, lima)
    ann.join("AGENT", ann.mention("Чили", "COUNTRY", "Q298", nth=1), refused)
    return ann


def summit() -> GoldFile:
    """Another document that tells the treaty in other words."""
    ann = GoldFile(SUMMIT)
    ann.mention("Чили", "COUNTRY", "Q298")
    ann.mention("Перу", "COUNTRY", "Q419")
    lima = ann.mention("Лиме", "CITY", "Q2868")
    ann.event("подписанный", "SIGN", "treaty", ("Договор Чили и Перу", "2001", None))
    met = ann.event("саммите", "MEET", "summit", MET)
    ann.join("TAKES_PLACE_IN", met, lima)
    ann.join("POINT_IN_TIME", met, ann.date("в 2003 году", "2003", "year"))
    return ann


def write_gold(folder: Path) -> Path:
    """Write a gold set of two documents to `folder`, right in every respect; returns `folder`."""
    treaty().write(folder, "treaty")
    summit().write(folder, "news/summit")
    (folder / "gold" / "split.yaml").write_text(SPLIT, encoding="utf-8")
    miss = "treaty\tsecond-treaty\tnews/summit\ttreaty\tthe second treaty is another\n"
    (folder / "gold" / "near-misses.tsv").write_text(HEAD + miss, encoding="utf-8")
    return folder


def replace(ann: GoldFile, old: str, new: str) -> None:
    """Change what the lines of an annotation say."""
    ann.spans = [line.replace(old, new) for line in ann.spans]
    ann.lines = [line.replace(old, new) for line in ann.lines]


Change = Callable[[GoldFile], object]
"""What a test does to an annotation."""
