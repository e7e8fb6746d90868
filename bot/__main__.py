"""The command `visabot`, also as `python -m bot`."""

from bot.cli.group import visabot


def main() -> None:
    """Run the command line, and exit."""
    visabot(prog_name="visabot")


if __name__ == "__main__":
    main()
