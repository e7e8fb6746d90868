"""What is wrong with a watch term, for the person who wrote it."""


class TermError(ValueError):
    """A watch term that cannot be used.

    Args:
        message: what is wrong, one sentence without its full stop.
        column: where in the source, counted from 1.
        hint: what to write instead.
    """

    def __init__(self, message: str, column: int, hint: str) -> None:
        super().__init__(message, column, hint)
        self.message = message
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} (column {self.column}): {self.hint}"

    def pointed(self, source: str) -> str:
        """Return the source with a caret under the column, the message and the hint, on four lines."""
        return f"{source}\n{' ' * (self.column - 1)}^\n{self.message}.\n{self.hint}"
