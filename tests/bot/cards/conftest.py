"""Two readers in Seoul."""

import pytest

from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from tests.bot import shipped
from tests.bot.invented import a_voice


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return shipped.catalogue()


@pytest.fixture
def english(catalogue: Catalogue) -> Voice:
    return a_voice(catalogue, "en")


@pytest.fixture
def korean(catalogue: Catalogue) -> Voice:
    return a_voice(catalogue, "ko")
