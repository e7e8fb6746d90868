"""A small desk that is right, for tests that make it wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "desk.toml": """\
id = "tiny"
command = "tiny"
languages = ["en", "ko"]
timezones = ["Asia/Seoul"]
name = { en = "Tiny", ko = "작은" }
about = { en = "A desk.", ko = "데스크." }
disclaimer = { en = "No advice.", ko = "자문이 아닙니다." }
""",
    "feeds.toml": """\
[[publisher]]
id = "paper"
tier = "national"
name = { en = "Paper", ko = "신문" }

[[feed]]
id = "paper-en"
url = "https://paper.example/rss.xml"
publisher = "paper"
lang = "en"
every = "5m"
""",
    "names.toml": """\
[[name]]
id = "p.kim"
kind = "person"
label = { en = "Kim Nara", ko = "김나라" }
en = ["Kim Nara", "Kim"]
ko = ["김나라"]
ambiguous = ["Kim"]
""",
    "topics.toml": """\
[[concept]]
id = "visa"
kind = "what"
name = { en = "visas", ko = "비자" }
phrases = ["visa", "work permit"]
terms = ["비자 not 소비자"]

[[concept]]
id = "kim"
kind = "who"
name = { en = "Kim", ko = "김나라" }
names = ["p.kim"]

[[topic]]
id = "talks"
name = { en = "Talks", ko = "협의" }
about = { en = "The talks.", ko = "협의." }
signals = [
  { points = 6, has = ["visa"] },
  { points = 4, has = ["title:kim|visa"], lacks = ["kim"] },
]
""",
    "background.toml": """\
until = 2026-01-29

[[milestone]]
date = 2026-01-28
text = { en = "They met.", ko = "만났다." }
sources = ["https://paper.example/1"]
topics = ["talks"]
""",
    "contacts.toml": """\
[[contact]]
name = { en = "Embassy", ko = "대사관" }
how = { en = "Write.", ko = "편지로." }
url = "https://embassy.example/"
source_date = 2026-01-02
""",
}


Change = Callable[..., Path]


@pytest.fixture
def desk(tmp_path: Path) -> Change:
    """Return a function that writes the small desk, with (file, old, new) changes, and gives its folder."""

    def write(*changes: tuple[str, str, str]) -> Path:
        folder = tmp_path / "tiny"
        folder.mkdir()
        texts = dict(FILES)
        for name, old, new in changes:
            assert old in texts[name]
            texts[name] = texts[name].replace(old, new, 1)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write
