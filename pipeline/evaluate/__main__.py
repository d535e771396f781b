"""`python -m pipeline.evaluate`: the figures of any folder of tables against the gold set, as Markdown."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import KhronikaError
from pipeline.evaluate.readme import readme_rows
from pipeline.evaluate.run import evaluate
from pipeline.evaluate.view import markdown
from pipeline.paths import ROOT


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0, or 1 or 2 with one line on stderr where tables, gold or lists cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluate", description=__doc__)
    for option, folder, what in (
        ("--tables", ROOT / "processed", "the Parquet tables of a run"),
        ("--gold", ROOT / "tests" / "gold", "the gold set"),
        ("--corpus", ROOT / "tests" / "corpus", "the lists of what is told twice and what looks alike"),
    ):
        parser.add_argument(option, metavar="FOLDER", type=Path, default=folder, help=f"{what} (%(default)s)")
    parser.add_argument("--readme", action="store_true", help="print the rows of the repository's README.md instead")
    options = parser.parse_args(arguments)
    try:
        metrics = evaluate(options.tables, options.gold, corpus=options.corpus)
    except KhronikaError as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return error.exit_code
    if options.readme:
        print("\n".join(new for _, new in readme_rows(metrics, (ROOT / "README.md").read_text(encoding="utf-8"))))
    else:
        sys.stdout.write(markdown(metrics))
    return 0


if __name__ == "__main__":
    sys.exit(main())
