"""What every test may ask for."""

import os
from collections.abc import Iterator
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


def pytest_configure() -> None:
    """Have what Python compiles kept, also where the environment forbids it.

    Workers and a hundred processes of tests begin with the same modules: each would compile them anew.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the replays of the wire, the longest tests: begun last, one would have a core and the others none."""
    items.sort(key=lambda item: not item.path.is_relative_to(ROOT / "tests" / "wire"))


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
