"""What is wrong with a watch term, for the person who wrote it."""


class TermError(ValueError):
    """A watch term that cannot be used.

    Args:
        column: where in the source, counted from 1.
        message: what is wrong, one sentence without its full stop.
        hint: what to write instead.
    """

    def __init__(self, column: int, message: str, hint: str) -> None:
        super().__init__(column, message, hint)
        self.message = message
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        """Return all three on one line."""
        return f"{self.message} (column {self.column}): {self.hint}"

    def pointed(self, source: str) -> str:
        """Return the source with a caret under the column, the message and the hint, on four lines."""
        return f"{source}\n{' ' * (self.column - 1)}^\n{self.message}.\n{self.hint}"
