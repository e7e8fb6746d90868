"""What every test may ask for."""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

from storage.engine import engines
from tests.engines import SharedStatements

ROOT = Path(__file__).resolve().parent.parent

# Two slow cores serve CI: a deadline per example would only measure the neighbours.
settings.register_profile("visabot", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("visabot")

LONGEST = (
    "wire",
    "bot/cli",
    "bot/test_run.py",
    "bot/pipeline",
    "bot/faces/test_every_face.py",
    "bot/faces/discord/cards",
)
"""Folders and files whose tests take longest, file by file: those that start processes, above all."""


def pytest_configure() -> None:
    """Have what Python compiles kept, also where the environment forbids it.

    Workers and a hundred processes of tests begin with the same modules: each would compile them anew.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage in what is imported and collected, neither now nor later: it stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: begun last, one would have a core and the others none."""
    places = [ROOT / "tests" / place for place in LONGEST]
    turns = {
        path: next((turn for turn, place in enumerate(places) if path.is_relative_to(place)), len(places))
        for path in {item.path for item in items}
    }
    items.sort(key=lambda item: turns[item.path])


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Have one worker more than cores: some always wait for a process or a server that they have started."""
    return (yield) + 1


@pytest.fixture(autouse=True, scope="session")
def compiled_once() -> Iterator[None]:
    """Compile each statement once for all databases of a process: by itself each test would, for its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_async_engine", SharedStatements())
        yield


@pytest.fixture(autouse=True)
def plain_tracebacks() -> None:
    """Print exceptions plainly: structlog by itself prints every local variable, which holds the loop for seconds."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of captured feeds, the wire and the labelled sets; it is never part of the repository."""
    folder = Path(os.environ.get("VISABOT_TEST_DATA", "../shared"))
    folder = folder if folder.is_absolute() else (ROOT / folder).resolve()
    if not (folder / "wire").is_dir():
        pytest.skip(f"no test data at {folder}: set VISABOT_TEST_DATA to the folder that holds wire/ and eval/")
    return folder
