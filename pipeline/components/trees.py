"""Mend dependency trees: slovnet's heads are a bare argmax, with cycles and several roots; spaCy wants one tree a
sentence."""

ROOT = "ROOT"


def mend_tree(heads: list[int], labels: list[str]) -> tuple[list[int], list[str]]:
    """A single-rooted tree from predicted heads.

    `heads[i]` is the index of token i's head within the sentence, -1 for a root. The first root stays (without one, the
    first token of a cycle becomes it), other roots hang on it as `parataxis`, and each cycle is opened at its first
    token. Returns heads (a root's is its own index, as in spaCy) and labels (the root's is `ROOT`).
    """
    size = len(heads)
    root = next((i for i, head in enumerate(heads) if not 0 <= head < size or head == i), 0)
    mended = [root if not 0 <= head < size or head == i else head for i, head in enumerate(heads)]
    mended[root] = root
    state = [0] * size
    for start in range(size):
        path = []
        node = start
        while state[node] == 0 and node != root:
            state[node] = 1
            path.append(node)
            node = mended[node]
        if state[node] == 1:
            mended[min(path[path.index(node) :])] = root
        for seen in path:
            state[seen] = 2
    fixed = [ROOT if i == root else "parataxis" if label == "root" else label for i, label in enumerate(labels)]
    return mended, fixed
