"""The command line: parses, calls one function, and turns our exceptions into one line on stderr."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.errors import KhronikaError, UsageError

GOLD, RAW, DRAFTS = Path("tests", "gold"), Path("raw"), Path("drafts")
"""Where annotations, sources and annotations to be corrected lie in the repository, below its root."""
TABLES, ANNOTATIONS, SOURCES = "tables of a run (*.parquet)", "annotations (*.ann)", "source texts"
"""What folders hold, as messages say it."""
LAYERS = (
    "mentions", "normal-forms", "linking", "dates", "date-values", "triggers", "types", "polarity", "modality",
    "event-dates", "arguments", "relations", "links", "entities", "events", "event-facts",
)  # fmt: skip
"""What `gold diff` shows: the keys of `pipeline.gold.differences.LAYERS`, which would take long to load here."""


def main(arguments: Sequence[str] | None = None) -> int:
    """`khronika …`. Returns the exit code: 0, 1 for data that cannot be taken, 2 for wrong use."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.function(options))
    except KhronikaError as error:
        print(f"khronika {options.command}: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(f"khronika {options.command}: stopped; the next run goes on where this one was", file=sys.stderr)
        return 130
    except (UnicodeEncodeError, OSError) as error:
        if not isinstance(error, BrokenPipeError):
            print(f"khronika {options.command}: a file cannot be read or written ({error})", file=sys.stderr)
            return 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="khronika", description="From Russian texts to a dataset of entities, dates and events."
    )
    parser.add_argument("--version", action="version", version=f"khronika {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="write the tables of a folder of sources")
    run.add_argument("raw", metavar="RAW_DIR", type=Path, help="the folder of source texts and their sidecars")
    run.add_argument("out", metavar="OUT_DIR", type=Path, help="where the Parquet tables go")
    run.add_argument(
        "--workers", type=int, default=None, metavar="N", help="how many processes (default: 1, or KHRONIKA_WORKERS)"
    )
    run.set_defaults(function=_run)

    explain = commands.add_parser("explain", help="show what each stage sees in a text, and which rule said so")
    explain.add_argument("text", metavar="TEXT", help="Russian text, in quotes; - reads standard input")
    explain.add_argument("--published", metavar="YYYY-MM-DD", help="the day that relative dates refer to")
    explain.set_defaults(function=_explain)

    dates = commands.add_parser("dates", help="show the date expressions of a text, their values and rules")
    dates.add_argument("text", metavar="TEXT", help="Russian text, in quotes; - reads standard input")
    dates.add_argument("--published", metavar="YYYY-MM-DD", help="the day that relative dates refer to")
    dates.add_argument("--fast", action="store_true", help="without the models: no tense, no names, no cases")
    dates.add_argument("--json", action="store_true", help="print JSON, not lines")
    dates.set_defaults(function=_dates)

    check = commands.add_parser("check", help="hold a folder of tables against the contract")
    check.add_argument("out", metavar="OUT_DIR", type=Path, help="the folder of Parquet tables")
    check.set_defaults(function=_check)

    _add_gold(commands)
    return parser


def _add_gold(commands: Any) -> None:
    """The group `khronika gold …`."""
    gold = commands.add_parser("gold", help="tools for those who annotate: check, diff, new, agreement")
    tools = gold.add_subparsers(dest="tool", required=True, metavar="TOOL")

    check = tools.add_parser("check", help="hold annotations against their texts, the format and each other")
    check.add_argument("folder", metavar="FOLDER", type=Path, nargs="?", default=GOLD, help="the annotations")
    _add_raw(check)
    _add_documents(check, "report on this document alone, held against all; may be repeated")
    check.set_defaults(function=_gold_check)

    diff = tools.add_parser("diff", help="show what tables have too much and too little against gold")
    diff.add_argument("out", metavar="OUT_DIR", type=Path, help="the folder of Parquet tables")
    diff.add_argument("--gold", metavar="FOLDER", type=Path, default=GOLD, help="the annotations (%(default)s)")
    _add_documents(diff, "this document (default: a whole side); may be repeated")
    layers = f"this layer (default: all); may be repeated; one of {', '.join(LAYERS)}"
    diff.add_argument("--layer", metavar="LAYER", action="append", default=[], help=layers)
    diff.add_argument("--side", choices=("dev", "test"), help="the side of the split (default: dev)")
    diff.add_argument("--summary", action="store_true", help="count by type, role, predicate; show no sentence")
    diff.set_defaults(function=_gold_diff)

    new = tools.add_parser("new", help="write a draft of an annotation for a person to correct")
    new.add_argument("name", metavar="NAME", help="the document, by its path below the sources without its suffix")
    _add_raw(new)
    new.add_argument("--out", metavar="FOLDER", type=Path, default=DRAFTS, help="where it goes (%(default)s)")
    new.set_defaults(function=_gold_new)

    agreement = tools.add_parser("agreement", help="compare two independent annotations of the same documents")
    agreement.add_argument("first", metavar="FIRST", type=Path, help="the folder of one person's annotations")
    agreement.add_argument("second", metavar="SECOND", type=Path, help="the folder of another person's")
    _add_raw(agreement)
    agreement.add_argument("--json", action="store_true", help="print JSON, not a Markdown table")
    agreement.set_defaults(function=_gold_agreement)


def _add_documents(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--document", metavar="ID", action="append", default=[], help=what)


def _add_raw(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--raw", metavar="RAW_DIR", type=Path, default=RAW, help="the sources (default: %(default)s)")


def _run(options: argparse.Namespace) -> int:
    from pipeline.engine import count_workers
    from pipeline.run import run

    counts = run(options.raw, options.out, count_workers(options.workers))
    for name, rows in counts.items():
        print(f"{name:16s}{rows:10d}")
    return 0


def _explain(options: argparse.Namespace) -> int:
    from pipeline.explain import explain

    print(explain(_text(options.text), _day(options.published)), flush=True)
    return 0


def _dates(options: argparse.Namespace) -> int:
    from pipeline.show_dates import show_dates

    text, published = _text(options.text), _day(options.published)
    print(show_dates(text, published, fast=options.fast, as_json=options.json), flush=True)
    return 0


def _text(argument: str) -> str:
    """The text that an argument is or, for -, that standard input holds."""
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if argument == "-" else argument
    if not text.strip() or any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError("there is no text, or it is not UTF-8; write a Russian sentence in quotes")
    return text


def _day(text: str | None) -> tuple[int, int, int] | None:
    from datetime import date

    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--published {text}: not a day; write YYYY-MM-DD") from None
    return day.year, day.month, day.day


def _check(options: argparse.Namespace) -> int:
    from pipeline.check import check_tables

    breaches = check_tables(_folder(options.out, TABLES))
    for breach in breaches:
        print(breach)
    found = "1 breach" if len(breaches) == 1 else f"{len(breaches)} breaches"
    print(f"{found} of the contract" if breaches else "the contract holds")
    return 1 if breaches else 0


def _gold_check(options: argparse.Namespace) -> int:
    from pipeline.gold.check import check_gold

    report = check_gold(_folder(options.folder, ANNOTATIONS), options.raw, options.document)
    for error in report.errors:
        print(error)
    for warning in report.warnings:
        print(f"warning: {warning}")
    if report.sizes:
        print(f"\n{report.sizes}\n")
    counts = f"{_count(len(report.errors), 'error')}, {_count(len(report.warnings), 'warning')}"
    print(counts if report.errors else f"the annotations hold ({counts})")
    return 1 if report.errors else 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _folder(path: Path, what: str) -> Path:
    if not path.is_dir():
        raise UsageError(f"{path}: there is no such folder; name the folder that holds the {what}")
    return path


def _gold_diff(options: argparse.Namespace) -> int:
    from pipeline.gold.diff import choose, diff

    if unknown := [layer for layer in options.layer if layer not in LAYERS]:
        raise UsageError(f"--layer {unknown[0]}: no such layer; there are {', '.join(LAYERS)}")
    documents, tested = choose(_folder(options.gold, ANNOTATIONS), options.document, options.side)
    if tested:
        names = ", ".join(tested)
        print(f"khronika gold: warning: on the test side, for figures only; tune nothing on {names}", file=sys.stderr)
    print(diff(_folder(options.out, TABLES), options.gold, documents, options.layer, options.summary))
    return 0


def _gold_new(options: argparse.Namespace) -> int:
    from pipeline.gold.draft import new_draft

    path = new_draft(options.name, _folder(options.raw, SOURCES), options.out)
    home = GOLD / path.relative_to(options.out)
    print(f"{path}: a draft; correct it line by line, then delete its first line")
    if home.exists():
        print(f"{home} is there already: when done, compare the two and keep one")
    elif home != path:
        print(f"when done, move it to {home}, add its name to {GOLD / 'split.yaml'}, and run khronika gold check")
    return 0


def _gold_agreement(options: argparse.Namespace) -> int:
    import json

    from pipeline.gold.agreement import agreement, markdown, plain

    lines = agreement(_folder(options.first, ANNOTATIONS), _folder(options.second, ANNOTATIONS), options.raw)
    print(json.dumps(plain(lines), ensure_ascii=False, indent=1) if options.json else markdown(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
