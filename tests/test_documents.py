"""What the documents step promises: every source is a row of documents or of rejects, and nothing stops it."""

import hashlib
import os
import random
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import documents, schema
from pipeline.documents import Document, Finding, Reject, read_documents, require_sources
from pipeline.encodings import Unreadable
from pipeline.errors import UsageError
from pipeline.paths import ROOT
from pipeline.sidecars import KEYS, MAX_BYTES, read_day, read_sidecar

TEXT = "В мае 1998 года совет утвердил новый устав."


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def split(raw: Path) -> tuple[list[Document], list[Reject], list[Finding]]:
    rows = list(read_documents(raw))
    return tuple([row for row in rows if isinstance(row, kind)] for kind in (Document, Reject, Finding))  # type: ignore[return-value]


def only_reject(raw: Path) -> Reject:
    taken, rejects, _ = split(raw)
    assert not taken and len(rejects) == 1
    return rejects[0]


def test_records_have_the_columns_of_their_tables() -> None:
    columns = {table.name: {column.name for column in table.columns} for table in schema.TABLES.values()}
    assert set(Document.__slots__) == columns["documents"] - {"n_sentences", "n_tokens"}
    assert set(Reject.__slots__) == columns["rejects"]
    assert set(Finding.__slots__) == columns["findings"]


def test_a_source_with_its_sidecar(tmp_path: Path) -> None:
    sidecar = "title: Новый устав\npublished: 1998-06-01\nsource: Вестник\nurl: https://example.org\nlicense: CC0-1.0\n"
    write(tmp_path, {"b/устав.TXT": "\ufeff" + TEXT, "b/устав.yaml": sidecar})
    (document,), rejects, findings = split(tmp_path)
    assert not rejects and not findings
    assert document == Document(
        "b/устав",
        "b/устав.TXT",
        hashlib.sha256(("\ufeff" + TEXT).encode()).hexdigest(),
        "Новый устав",
        date(1998, 6, 1),
        "Вестник",
        "https://example.org",
        "CC0-1.0",
        TEXT,
    )


def test_a_sidecar_goes_before_what_the_page_says_of_itself(tmp_path: Path) -> None:
    page = f"<title>Со страницы</title><meta name=date content=2001-02-03><p>{TEXT}"
    write(tmp_path, {"a.html": page, "a.yaml": "title: Из файла\n", "b.html": page, "b.yaml": "published: 1999-01-01"})
    (first, second), _, _ = split(tmp_path)
    assert (first.title, first.published) == ("Из файла", date(2001, 2, 3))
    assert (second.title, second.published) == ("Со страницы", date(1999, 1, 1))


def test_ids_are_composed_and_in_order_whatever_the_order_on_disk(tmp_path: Path) -> None:
    names = ["я.txt", "a.b.txt", "a/z.txt", "Z.txt", unicodedata.normalize("NFD", "й/ё.txt"), "a.txt", "x.txt/deep.txt"]
    results = []
    for seed in range(3):
        random.Random(seed).shuffle(names)
        raw = write(tmp_path / str(seed), dict.fromkeys(names, TEXT) | {"c.pdf": "x", "d.doc": "y"})
        results.append(list(read_documents(raw)))
    assert results[0] == results[1] == results[2]
    ids = [row.doc_id for row in results[0] if isinstance(row, Document)]
    assert ids == sorted(ids) == ["Z", "a", "a.b", "a/z", "x.txt/deep", "й/ё", "я"]


def test_files_that_are_no_sources_are_passed_over(tmp_path: Path) -> None:
    silent = [".gitkeep", ".DS_Store", "README.md", "b/readme.txt", "corpus.dvc", "Thumbs.db", ".git/a.txt"]
    write(tmp_path, dict.fromkeys(silent, TEXT) | {"a.txt": TEXT, "readme-not.txt": TEXT})
    taken, rejects, findings = split(tmp_path)
    assert [document.doc_id for document in taken] == ["a", "readme-not"] and not rejects and not findings


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "no text"),
        ("a.txt", b"0123 456 ()" * 50, "hardly a letter"),
        ("a.txt", bytes(range(256)) * 4, "binary"),
        ("a.txt", "Où ça, déjà vu à Nîmes, café été".encode("latin_1"), "no known encoding"),
        ("a.html", b"<script>x</script>", "no text"),
        ("a.pdf", b"%PDF-1.7", r"no reader for \.pdf files"),
        ("Makefile", b"all:", "no suffix"),
    ],
)
def test_a_bad_source_is_one_reject(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    reject = only_reject(write(tmp_path, {name: content}))
    assert reject.path == name
    with pytest.raises(Unreadable, match=reason):
        raise Unreadable(reject.reason)


def test_a_bad_source_stops_no_other(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "b.txt": b"", "c.txt": TEXT})
    taken, rejects, _ = split(tmp_path)
    assert [document.doc_id for document in taken] == ["a", "c"] and [reject.path for reject in rejects] == ["b.txt"]


def test_a_source_over_the_limit_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_BYTES", 1024 * 1024)
    assert "larger than 1 MiB" in only_reject(write(tmp_path, {"a.txt": "ы" * 1024 * 1024})).reason


def test_two_sources_for_one_id_leave_the_plain_text(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "a.html": f"<p>{TEXT}", "a.TXT": TEXT, "b.txt": b"", "b.html": f"<p>{TEXT}"})
    taken, rejects, _ = split(tmp_path)
    assert [document.path for document in taken] == ["a.TXT", "b.html"]
    assert [reject.path for reject in rejects] == ["a.txt", "a.html", "b.txt"]
    assert "id «a» is that of a.TXT, which was taken" in rejects[0].reason


def test_names_that_differ_in_normal_form_alone_are_one_id(tmp_path: Path) -> None:
    write(tmp_path, {unicodedata.normalize(form, "й.txt"): TEXT for form in ("NFC", "NFD")})
    taken, rejects, _ = split(tmp_path)
    assert [document.doc_id for document in taken] == ["й"] and len(rejects) == 1


def test_ids_that_differ_in_case_alone_are_both_taken_with_a_warning(tmp_path: Path) -> None:
    taken, rejects, (finding,) = split(write(tmp_path, {"Акт.txt": TEXT, "акт.txt": TEXT}))
    assert len(taken) == 2 and not rejects and finding.kind == "case-collision"


def test_links(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.txt": TEXT})
    raw = write(tmp_path / "raw", {"a.txt": TEXT, "sub/b.txt": TEXT})
    for name, target in {
        "inside.txt": "sub/b.txt",
        "out.txt": outside / "secret.txt",
        "out": outside,
        "broken.txt": "nowhere",
        "ring1.txt": "ring2.txt",
        "ring2.txt": "ring1.txt",
        "sub/up": "..",
    }.items():
        (raw / name).symlink_to(target)
    taken, rejects, _ = split(raw)
    assert [document.doc_id for document in taken] == ["a", "inside", "sub/b"]
    assert {reject.path: reject.reason.partition(";")[0] for reject in rejects} == {
        "broken.txt": "The link leads to nothing",
        "out": "The link leads out of the folder of sources",
        "out.txt": "The link leads out of the folder of sources",
        "ring1.txt": "The link leads in a loop",
        "ring2.txt": "The link leads in a loop",
        "sub/up": "It is a link to a folder, which is read where it lies and not followed",
    }


def test_a_folder_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    write(tmp_path / "real", {"a.txt": TEXT})
    (tmp_path / "raw").symlink_to("real")
    assert [document.doc_id for document in split(tmp_path / "raw")[0]] == ["a"]


def test_a_pipe_is_a_reject_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "pipe" in only_reject(tmp_path).reason


@pytest.mark.parametrize(("name", "shown"), [(b"\xff\xfe\\.txt", r"\xff\xfe\\.txt"), (b"a\nb.txt", r"a\nb.txt")])
def test_a_name_that_cannot_be_an_id_is_a_reject_with_its_escaped_path(tmp_path: Path, name: bytes, shown: str) -> None:
    (tmp_path / os.fsdecode(name)).write_text(TEXT)
    reject = only_reject(tmp_path)
    assert reject.path == shown and reject.path.encode() and "rename it" in reject.reason


@contextmanager
def no_longer_root() -> Iterator[None]:
    """Permissions do not bind root: gives them up for a while where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_what_may_not_be_read_is_a_reject() -> None:
    with TemporaryDirectory() as name:
        raw = write(Path(name), {"a.txt": TEXT, "b/c.txt": TEXT, "d.txt": TEXT, "e.txt": TEXT, "e.yaml": "title: Акт"})
        raw.chmod(0o755)
        for path in ("a.txt", "b", "e.yaml"):
            (raw / path).chmod(0)
        with no_longer_root():
            taken, rejects, _ = split(raw)
        (raw / "b").chmod(0o700)
    assert [document.doc_id for document in taken] == ["d"]
    assert [reject.path for reject in rejects] == ["b", "a.txt", "e.txt"]
    assert all("give yourself permission" in reject.reason for reject in rejects)


def test_a_source_that_cannot_be_opened_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    write(tmp_path, {"a.txt": TEXT})
    monkeypatch.setattr(documents, "open", refuse, raising=False)
    assert "cannot be read (Permission denied)" in only_reject(tmp_path).reason


@pytest.mark.parametrize(
    ("sidecar", "place", "reason"),
    [
        ("title: Акт\npublished: 2011-13-45\n", (2, 12), "2011-13-45"),
        ("published: вчера", (1, 12), "no day"),
        ("published: 2011-06", (1, 12), "no day"),
        ("title: а\ntitle: б", (2, 1), "twice"),
        ("title: &x а\nsource: *x", (1, 8), "anchor"),
        ("title: !!python/object/apply:os.getcwd []", (1, 8), "tag"),
        ("title: а: б", (1, 9), "no YAML"),
        ("title: 'а", (1, 10), "no YAML"),
        ("- а\n- б", (1, 1), "no list of keys"),
        ("просто слова", (1, 1), "no list of keys"),
        ("title: [а, б]", (1, 8), "gives a list"),
        ("title: а\x07", (1, 9), "does not allow"),
        ('title: "\\ud800"', (1, 8), "cannot be shown"),
        ('title: "\\U99999999"', (None, None), "escape"),
        ("title: а\n---\ntitle: б", (3, 1), "second document"),
        ("other: " + "[" * 5000, (1, 24), "nests"),
        ("title: " + "а" * MAX_BYTES, (None, None), "larger"),
    ],
)
def test_a_sidecar_that_cannot_be_read_is_a_reject_with_its_place(
    tmp_path: Path, sidecar: str, place: tuple[int | None, int | None], reason: str
) -> None:
    reject = only_reject(write(tmp_path, {"a.txt": TEXT, "a.yaml": sidecar}))
    assert reject.path == "a.txt" and "a.yaml" in reject.reason and reason in reject.reason
    assert (reject.line, reject.column) == place


def test_the_laughs_are_not_laughed(tmp_path: Path) -> None:
    lines = [
        "a: &a [x, x]",
        *(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
    assert "anchor" in only_reject(write(tmp_path, {"a.txt": TEXT, "a.yaml": "\n".join(lines)})).reason


def test_scalars_of_other_types_are_taken_as_written_and_empty_ones_as_not_known() -> None:
    said = read_sidecar(b"title: 1984\nsource: yes\nurl: ~\nlicense: ''\npublished: 2011-06-28 10:00").metadata
    assert (said.title, said.source, said.url, said.license) == ("1984", "yes", None, None)
    assert read_sidecar(b'title: "null"\nsource:\nlicense: 1.0').metadata.title == "null"
    assert read_sidecar(b"").metadata == read_sidecar(b"# nothing\n").metadata
    assert read_day(said.published or "") == date(2011, 6, 28)


def test_a_sidecar_in_cp1251_is_read() -> None:
    assert read_sidecar("title: Устав областного совета\n".encode("cp1251")).metadata.title == "Устав областного совета"


def test_an_unknown_key_is_a_finding_that_names_the_likely_one(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "a.yaml": "Titel: Акт\nyear: [1998, {x: y}]\nsource: Вестник\n"})
    (document,), rejects, findings = split(tmp_path)
    assert document.source == "Вестник" and document.title is None and not rejects
    assert [finding.doc_id for finding in findings] == ["a", "a"]
    assert "a.yaml, line 1" in findings[0].message and "did you mean «title»?" in findings[0].message
    assert all(key in findings[1].message for key in KEYS)


def test_sidecars_without_a_source_and_beside_another_are_findings(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "a.yaml": "title: А", "a.yml": "title: Б", "lost.yaml": "title: В", "p.yaml": ""})
    write(tmp_path, {"p.pdf": "x"})
    (document,), rejects, findings = split(tmp_path)
    assert document.title == "А" and [reject.path for reject in rejects] == ["p.pdf"]
    assert [(finding.kind, finding.doc_id) for finding in findings] == [
        ("sidecar-twice", None),
        ("sidecar-without-source", None),
    ]
    assert "lost.txt" in findings[1].message


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", "The council adopted its charter in May 1998.", "language"),
        ("a.html", f"<html lang=uk><p>{TEXT}", "language"),
        ("a.txt", TEXT + " \ufffd", "damaged-text"),
        ("a.html", f"<meta name=date content='3 мая'><p>{TEXT}", "published"),
    ],
)
def test_a_doubtful_text_is_taken_with_a_finding(tmp_path: Path, name: str, content: str, kind: str) -> None:
    (document,), rejects, (finding,) = split(write(tmp_path, {name: content}))
    assert not rejects and (finding.kind, finding.doc_id) == (kind, document.doc_id)


@pytest.mark.parametrize("files", [{}, {"README.md": "x"}, {"a.yaml": "title: А"}, {"sub/.gitkeep": ""}])
def test_a_folder_without_sources_is_wrong_use(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    with pytest.raises(UsageError, match="holds no source"):
        require_sources(write(tmp_path, files))


def test_a_missing_folder_and_a_file_are_wrong_use(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT})
    with pytest.raises(UsageError, match="no such folder"):
        require_sources(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="no folder"):
        list(read_documents(tmp_path / "a.txt"))


def test_one_source_is_read_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(documents, "_read", lambda root, path, limit: opened.append(path) or TEXT.encode())
    rows = read_documents(write(tmp_path, {f"{n}.txt": TEXT for n in range(9)}))
    for n in range(1, 4):
        next(rows)
        assert len(opened) == n


@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=8), st.binary(), max_size=4
    ),
    st.binary(max_size=80),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_folder_stops_it(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], sidecar: bytes) -> None:
    raw = tmp_path_factory.mktemp("raw")
    write(raw, {f"n{stem}.txt": content for stem, content in files.items()} | {"z.txt": TEXT, "z.yaml": sidecar})
    taken, rejects, _ = split(raw)
    assert len(taken) + len(rejects) == len(files) + 1
    assert len({reject.path for reject in rejects}) == len(rejects)


def test_the_sources_of_the_repository_are_taken_without_a_word() -> None:
    taken, rejects, findings = split(ROOT / "raw")
    assert len(taken) >= 5 and not rejects and not findings
    seed = next(document for document in taken if document.doc_id == "ois-azerbaijan")
    assert seed.title and seed.published is None and seed.license is None
    licensed = {document.doc_id for document in taken if document.license}
    described = {path.relative_to(ROOT / "raw").with_suffix("").as_posix() for path in (ROOT / "raw").rglob("*.yaml")}
    assert licensed == described - {seed.doc_id}
