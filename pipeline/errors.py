"""What goes wrong, as sentences for people. The command line prints them in one line and shows no traceback."""

from pathlib import Path


class KhronikaError(Exception):
    """Base of every error that a user can cause and mend; its text says what is wrong, where, and what to do."""

    exit_code = 1


class UsageError(KhronikaError):
    """A command was called wrongly: a missing folder, an empty one, a bad option."""

    exit_code = 2


class DataError(KhronikaError):
    """A file that a person edits (lexicon, gold annotation, configuration) cannot be taken as it is.

    The message reads `path:line:column: what is wrong; what to do`.
    """

    def __init__(self, path: Path | str, message: str, line: int | None = None, column: int | None = None):
        self.path, self.line, self.column, self.message = str(path), line, column, message
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{place}: {message}")


class ContractError(KhronikaError):
    """Tables break the contract: the message names the table, the check and the first rows concerned."""
