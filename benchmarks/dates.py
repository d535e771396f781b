"""The date extractor alone: words per second with the analysis given, and its time over the length of hostile texts.

`python benchmarks/dates.py [FOLDER_OF_TXT]`. The first figure needs the folder (searched to its depth), the second does
not. A word is a token that is not white space or punctuation. Linear means: the seconds per million characters stay.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.dates import extract
from pipeline.dates.words import load_words

HOSTILE = {
    "ones and dashes": "1-" * 300_000,
    "ranges": "19-21 июня 2006 г., " * 30_000,
    "digits": "1" * 300_000,
    "dots": "1.1." * 75_000,
    "romans": "X" * 300_000,
    "brackets": "(" * 300_000,
    "opened quotes": "«Вчера " * 45_000,
    "quoted days": "«8 Марта» " * 30_000,
    "prepositions": "в " * 150_000,
    "years": "1905 и " * 30_000,
    "labels": "рейс SU 1905, " * 20_000,
    "ages": "ему было 30 лет " * 20_000,
    "days later": "5 мая 2010 года, через день, " * 10_000,
    "counted from events": "через день после аварии " * 6_000,
    "one word": "а" * 300_000,
    "one sentence": "слово " * 50_000,
}
PARTS = (8, 4, 2, 1)
"""The text's length is divided by these."""


def main() -> None:
    """Print both tables."""
    load_words()
    if len(sys.argv) > 1:
        _print_speed(Path(sys.argv[1]))
    print(f"{'seconds for 1/8, 1/4, 1/2, 1 of the text':42s}{'characters':>12s}{'s per million':>30s}")
    for name, text in HOSTILE.items():
        seconds = [_seconds(extract, text[: len(text) // part]) for part in PARTS]
        rates = [1e6 * part * taken / len(text) for part, taken in zip(PARTS, seconds, strict=True)]
        shown = " ".join(f"{value:6.2f}" for value in seconds)
        print(f"{name:20s}{shown}{len(text):>14d}  {' '.join(f'{rate:6.2f}' for rate in rates)}")


def _seconds(function: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    function(text)
    return time.process_time() - start


def _print_speed(folder: Path) -> None:
    from pipeline.annotate import STEPS, load_pipeline
    from pipeline.components.dates import analysis_of

    nlp = load_pipeline(STEPS[0].components)
    docs = [nlp(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.txt"))]
    words = sum(not token.is_space and not token.is_punct for doc in docs for token in doc)
    given = [(doc.text, analysis_of(doc)) for doc in docs]
    start = time.process_time()
    found = sum(len(extract(text, analysis=analysis)) for text, analysis in given)
    seconds = time.process_time() - start
    print(f"{words} words, {found} expressions: {seconds:.2f} s, {words / seconds:.0f} words/s on one core\n")


if __name__ == "__main__":
    main()
