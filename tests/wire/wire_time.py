"""A loopback platform that lives in the wire's time, so that months of posts lie months apart.

    python -m MODULE --port PORT --state FILE --clock FILE --seed SEED [--faults]

The clock is a file with a Unix time in it. The platform's limits are its own, for a time that passes `FASTER` times as
fast. Where `--faults` is given, one request in twenty is refused with 429, one in twenty loses its connection before
anything is done, and one in twenty after.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from tests.servers.loopback import Loopback
from tests.servers.serving import serve, usual_options

FASTER = 10
SHARE = 0.05
"""Of the requests, for each of the faults."""
FAULTS = ("too_many", "lost_before", "lost_after")

Now = Callable[[], float]
"""Tells a Unix time."""


def serve_in_wire_time(make: Callable[[argparse.Namespace, Now], Loopback]) -> None:
    """Read the options and serve until killed; `make` is given the wire's clock besides them."""
    parser = usual_options(__doc__)
    parser.add_argument("--clock", type=Path, required=True)
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()

    def now() -> float:
        return float(options.clock.read_text())

    serve(lambda: make(options, now), dict.fromkeys(FAULTS, SHARE) if options.faults else {})
