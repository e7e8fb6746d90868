"""What can be wrong with the database, said to the person who runs it."""

from enum import StrEnum


class StorageProblem(StrEnum):
    """What is wrong; a program can tell by it what to do."""

    BAD_URL = "bad-url"
    FOLDER_MISSING = "folder-missing"
    UNWRITABLE = "unwritable"
    NOT_A_DATABASE = "not-a-database"
    UNREACHABLE = "unreachable"
    NEWER = "newer"
    """A later release has upgraded it."""
    NOT_UPGRADED = "not-upgraded"
    BUSY = "busy"
    """Another program holds the write lock."""
    IN_USE = "in-use"
    """Another visabot runs on it."""
    CONFLICT = "conflict"
    """What was to be written does not fit what is there."""


class StorageError(Exception):
    """The database cannot be used, or refused a change. The text says which one, why, and what to do."""

    def __init__(self, problem: StorageProblem, text: str) -> None:
        """Take the problem, and the text that is shown."""
        super().__init__(text)
        self.problem = problem

    @property
    def is_outage(self) -> bool:
        """Whether the database itself fails, for now: trying again later may help."""
        return self.problem in _OUTAGES


_OUTAGES = frozenset(
    {StorageProblem.UNREACHABLE, StorageProblem.BUSY, StorageProblem.UNWRITABLE, StorageProblem.NOT_A_DATABASE}
)
