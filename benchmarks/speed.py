"""Loading time, words per second of each step on one core, peak memory: `python benchmarks/speed.py FOLDER_OF_TXT`.

A word is a token that is not white space or punctuation. Nothing is cached; a first text warms nothing but imports.
"""

import resource
import sys
import time
from pathlib import Path

START = time.perf_counter()

from pipeline.annotate import STEPS, load_pipeline  # noqa: E402


def main() -> None:
    """Print the figures for the texts of the folder that the command line names."""
    nlp = load_pipeline(tuple(name for step in STEPS for name in step.components))
    print(f"loading            {time.perf_counter() - START:8.2f} s")
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
    docs, total = [], 0.0
    start = time.process_time()
    for text in texts:
        docs.append(nlp.make_doc(text))
    words = sum(not t.is_space and not t.is_punct for doc in docs for t in doc)
    steps = {"tokenizer": time.process_time() - start}
    for name, component in nlp.pipeline:
        start = time.process_time()
        docs = [component(doc) for doc in docs]
        steps[name] = time.process_time() - start
    for name, seconds in steps.items():
        total += seconds
        print(f"{name:18s} {seconds:8.2f} s  {words / seconds:10.0f} words/s")
    print(f"{'all':18s} {total:8.2f} s  {words / total:10.0f} words/s  ({words} words)")
    print(f"peak memory        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
