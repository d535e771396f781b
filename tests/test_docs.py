"""The documents tell the truth: examples are read as written there, paths exist, all commands are named."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import cli, edtf
from pipeline.dates import Found, extract
from pipeline.merge.knowledge import merge_knowledge

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCUMENTS = sorted([README, *(ROOT / "docs").glob("*.md")])
MADE = {"processed", ".cache", ".venv"}
"""Folders that are made by running things, so that what is in them need not exist."""
SUFFIXES = "py|md|csv|yaml|yml|toml|lock|txt|tsv|cfg|json|html|css|js|ann"
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(rf"\.?[a-z][\w.-]*(?:/[\w.*-]+)+/?|\.?[a-z][\w.-]*/|[\w-]+\.(?:{SUFFIXES})")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def tables(path: Path, first: str) -> Iterator[dict[str, str]]:
    """Rows of the Markdown tables of `path` whose first column is named `first`."""
    header: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            header = []
        elif not header:
            header = cells
        elif header[0] == first and not set(line) <= set("|- "):
            yield dict(zip(header, cells, strict=True))


EXAMPLES = list(tables(ROOT / "docs/dates.md", "example"))
TOLD = list(tables(ROOT / "docs/dates.md", "told"))
EVENTS = list(tables(ROOT / "docs/events.md", "text"))


def unmark(marked: str) -> tuple[str, tuple[int, int] | None]:
    """The text without its asterisks, and the span that they marked, if they did."""
    before, *rest = marked.split("**")
    return "".join((before, *rest)), (len(before), len(before) + len(rest[0])) if rest else None


def day(row: dict[str, str]) -> tuple[int, int, int] | None:
    if not row.get("published"):
        return None
    year, month, number = map(int, row["published"].split("-"))
    return year, month, number


def bounds_text(found: Found) -> str:
    """The days of the bounds as the tables of the document write them."""
    if found.earliest is None and found.latest is None:
        return "none"
    return " ".join(".." if s is None else edtf.days_text(s // edtf.DAY) for s in (found.earliest, found.latest))


def fields(found: Found) -> dict[str, str]:
    """What the document's columns say of a date."""
    return {
        "type": found.type,
        "edtf": f"`{found.edtf}`" if found.edtf else "none",
        "bounds": bounds_text(found),
        "granularity": found.granularity or "none",
        "anchor": found.anchor,
    }


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["example"])
def test_an_example_of_the_date_conventions_is_read_as_written(row):
    text, span = unmark(row["example"])
    found = extract(text, published=day(row))
    if span is None:
        assert row["edtf"] == "no row"
        assert [text[f.start : f.end] for f in found] == []
        return
    read = [fields(f) for f in found if (f.start, f.end) == span]
    assert read, [text[f.start : f.end] for f in found]
    assert {name: row[name] for name in read[0] if name in row} == {n: v for n, v in read[0].items() if n in row}


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["example"])
def test_the_whole_pipeline_reads_an_example_the_same(row, nlp):
    text, span = unmark(row["example"])
    assert _in_pipeline(nlp, text, row, span) == ([] if row["edtf"] == "no row" else [row["edtf"]])


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row["told"])
def test_the_tense_decides_as_the_document_says(row, nlp):
    text, span = unmark(row["told"])
    assert _in_pipeline(nlp, text, row, span) == [row["edtf"]]


def _in_pipeline(nlp, text: str, row: dict[str, str], span: tuple[int, int] | None) -> list[str]:
    doc = nlp.make_doc(text)
    doc._.published = day(row)
    for name, component in nlp.pipeline:
        doc = component(doc)
        if name == "dates":
            break
    return [f"`{d.edtf}`" if d.edtf else "none" for d in doc._.dates if span in (None, d.span)]


@pytest.mark.parametrize("row", EVENTS, ids=lambda row: row["text"])
def test_an_example_of_the_guideline_of_events_is_read_as_written(row, nlp):
    pieces = row["text"].split("**")
    doc = nlp("".join(pieces))
    assert [doc.text[m.start : m.end] for m in doc._.event_mentions] == pieces[1::2]
    told = [(m.type, m.polarity, m.modality) for m in doc._.event_mentions]
    assert "; ".join(" ".join(v for v in one if v not in ("positive", "actual")) for one in told) == row["events"]


def test_the_keys_of_the_guideline_are_those_of_the_types():
    told = {(key, kind) for row in tables(ROOT / "docs/events.md", "key") for key, kind in _keys(row)}
    known = merge_knowledge().types
    assert told == {(key, kind) for kind, merged in known.items() for key in merged.keys}


def _keys(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(key, event type) of a row; several keys have their types in the same order, with semicolons between."""
    keys = CODE.findall(row["key"])
    for key, kinds in zip(keys, row["types"].split("; "), strict=True):
        yield from ((key, kind) for kind in kinds.split(", "))


def test_the_tables_of_the_documents_were_found():
    assert len(EVENTS) > 20
    assert len(EXAMPLES) > 100
    assert sum(row["edtf"] == "no row" for row in EXAMPLES) > 10
    assert TOLD


def paths(path: Path) -> list[str]:
    """What a document names in backticks and looks like a path of the repository."""
    words = [word for code in CODE.findall(path.read_text(encoding="utf-8")) for word in code.split()]
    return sorted({word for word in words if PATH.fullmatch(word) and word.split("/")[0] not in MADE})


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_exists(document):
    assert [path for path in paths(document) if not any(ROOT.glob(path.rstrip("/")))] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_somewhere(document):
    links = [link for link in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_paths_are_found_in_the_documents():
    assert {"docs/dates.md", "models/merge/", "pipeline/schema.py"} <= set(paths(README))


def test_the_readme_names_every_command_and_no_other(capsys):
    named = set(re.findall(r"\bkhronika ([a-z]+)\b", "\n".join(CODE.findall(README.read_text(encoding="utf-8")))))
    assert named == set(re.findall(r"^ {4}([a-z]+) ", _help(capsys), re.MULTILINE))


def test_options_that_the_readme_gives_a_command_exist(capsys):
    rows = re.findall(r"^\| `khronika ([a-z]+).*$", README.read_text(encoding="utf-8"), re.MULTILINE)
    lines = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("| `khronika ")]
    for command, line in zip(rows, lines, strict=True):
        assert set(re.findall(r"--[a-z]+", line)) <= set(re.findall(r"--[a-z]+", _help(capsys, command)))


def _help(capsys, *command: str) -> str:
    with pytest.raises(SystemExit):
        cli.main([*command, "--help"])
    return capsys.readouterr().out
