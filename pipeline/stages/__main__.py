"""`python -m pipeline.stages NAME …`: how dvc.yaml runs one stage."""

import argparse
import sys
from pathlib import Path

from pipeline.engine import count_workers
from pipeline.errors import KhronikaError
from pipeline.stages import STAGES, Folders, run_stage


def main(arguments: list[str] | None = None) -> int:
    """Run the stage that the arguments name; errors that a person can mend become one line on stderr."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.stages", description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    for name, default in (
        ("raw", "raw"),
        ("work", "processed/stages"),
        ("out", "processed"),
        ("cache", ".cache/khronika"),
    ):
        parser.add_argument(f"--{name}", type=Path, default=Path(default))
    options = parser.parse_args(arguments)
    try:
        run_stage(options.stage, Folders(options.raw, options.work, options.out, options.cache, count_workers()))
    except KhronikaError as error:
        print(f"{options.stage}: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
