"""The command line: parses, calls one function, and turns our exceptions into one line on stderr."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.errors import KhronikaError, UsageError


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
            print(f"khronika {options.command}: the output cannot be written ({error})", file=sys.stderr)
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

    check = commands.add_parser("check", help="hold a folder of tables against the contract")
    check.add_argument("out", metavar="OUT_DIR", type=Path, help="the folder of Parquet tables")
    check.set_defaults(function=_check)
    return parser


def _run(options: argparse.Namespace) -> int:
    from pipeline.engine import count_workers
    from pipeline.run import run

    counts = run(options.raw, options.out, count_workers(options.workers))
    for name, rows in counts.items():
        print(f"{name:16s}{rows:10d}")
    return 0


def _explain(options: argparse.Namespace) -> int:
    from pipeline.explain import explain

    text = sys.stdin.buffer.read().decode("utf-8", "replace") if options.text == "-" else options.text
    if not text.strip() or any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError("there is no text to explain, or it is not UTF-8; write a Russian sentence in quotes")
    print(explain(text, _day(options.published)), flush=True)
    return 0


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

    if not options.out.is_dir():
        raise UsageError(f"{options.out}: there is no such folder")
    breaches = check_tables(options.out)
    for breach in breaches:
        print(breach)
    found = "1 breach" if len(breaches) == 1 else f"{len(breaches)} breaches"
    print(f"{found} of the contract" if breaches else "the contract holds")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
