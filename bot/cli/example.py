"""The example that ends each command's help."""


def example(*lines: str) -> str:
    """Return `lines` as click's epilog, which click leaves as they are because of the backspace before them."""
    return "\n".join(["\b", "Example:" if len(lines) == 1 else "Examples:", *(f"  {line}" for line in lines)])
