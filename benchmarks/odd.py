"""How long odd sources of 1 MB take, each alone: `python benchmarks/odd.py`. None may take over 60 s."""

import random
import tempfile
import time
from pathlib import Path

from pipeline.run import run

SIZE = 1_000_000
RANDOM = random.Random(1)
LETTERS = "абвгдежзийклмнопрстуфхцчшщыэюя"


def _words(make):
    parts, size = [], 0
    while size < SIZE:
        parts.append(make())
        size += len(parts[-1].encode()) + 1
    return " ".join(parts)


def _word(low, high):
    return "".join(RANDOM.choices(LETTERS, k=RANDOM.randint(low, high)))


SOURCES = {
    "one word": lambda: "а" * (SIZE // 2),
    "one sentence": lambda: _words(lambda: _word(3, 10)),
    "single letters": lambda: _words(lambda: RANDOM.choice(LETTERS)),
    "letters and stops": lambda: _words(lambda: RANDOM.choice(LETTERS).upper() + "."),
    "short words": lambda: _words(lambda: _word(2, 3)),
    "capitals": lambda: _words(lambda: _word(4, 9).capitalize()),
    "dates": lambda: "19-21 июня 2006 г., " * (SIZE // 30),
    "other dates": lambda: _words(lambda: f"{RANDOM.randint(1, 28)} мая {RANDOM.randint(1000, 2020)} года"),
    "ranges": lambda: "а " + "1-" * (SIZE // 8) + " б" * (SIZE // 6),
    "digits and letters": lambda: _words(lambda: f"{RANDOM.randint(0, 99999)} {_word(4, 8)}"),
    "brackets": lambda: "слово (" * (SIZE // 12) + ")" * 1000,
    "quotes": lambda: _words(lambda: f"«{_word(3, 8)}"),
    "one name": lambda: "Организация Исламского Сотрудничества (ОИС) " * (SIZE // 80),
    "one event": lambda: "Саммит ОИС состоялся в Баку. " * (SIZE // 45),
    "many events": lambda: _words(lambda: "саммит в Баку осудил агрессию"),
    "ministers": lambda: "министр иностранных дел " * (SIZE // 45),
    "and": lambda: "Баку и " * (SIZE // 12),
    "empty lines": lambda: "\n".join("слово" + "\n" * 5 for _ in range(SIZE // 16)),
    "combining marks": lambda: "слово" + ("\u0301" * 5 + "а") * (SIZE // 12),
    "dots": lambda: "слово " + "слово..." * (SIZE // 14),
    "prose": lambda: _words(
        lambda: f"{_word(3, 9)} {_word(3, 9)} президент Иван Петров посетил Москву {RANDOM.randint(1, 28)} мая."
    ),
}


def main() -> None:
    """Print the seconds of each."""
    for name, make in SOURCES.items():
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "raw"
            raw.mkdir()
            (raw / "x.txt").write_text(make(), encoding="utf-8")
            start, busy = time.perf_counter(), time.process_time()
            try:
                said = str(run(raw, Path(folder) / "out")["event_mentions"]) + " event mentions"
            except Exception as error:
                said = f"{type(error).__name__}: {str(error)[:150]}"
            seconds, used = time.perf_counter() - start, time.process_time() - busy
            print(f"{name:20s}{seconds:8.1f} s{used:8.1f} s of CPU  {said}", flush=True)


if __name__ == "__main__":
    main()
