"""An invented desk in two languages, and stories to show."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from bot.commands.registry import commands
from bot.commands.vocabulary import Vocabulary, read_vocabulary
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.desks.desk import Background, Contact, Desk, Milestone, Publisher, Topic
from feeds.desks.rules import Rule
from feeds.feed import FeedSpec, Tier
from feeds.stories.story import Member
from storage.stories import StoryDevelopment, StoryView
from tests.bot import shipped

NOW = datetime(2026, 1, 29, 2, 0, tzinfo=UTC)
"""11:00 in Seoul, 21:00 of the day before in New York."""
HOUR = timedelta(hours=1)

DESK = Desk(
    id="invented",
    version="1",
    command="visa",
    name={"en": "Invented visa talks", "ko": "가상 비자 협의"},
    about={"en": "Talks that never were.", "ko": "열린 적 없는 협의입니다."},
    languages=("en", "ko"),
    timezones=("Asia/Seoul", "America/New_York"),
    disclaimer={"en": "Not legal advice.", "ko": "법률 자문이 아닙니다."},
    publishers={
        "yonhap": Publisher("yonhap", {"en": "Yonhap", "ko": "연합뉴스"}, Tier.WIRE),
        "herald": Publisher("herald", {"en": "The Herald", "ko": "헤럴드"}, Tier.NATIONAL),
        "mofa": Publisher("mofa", {"en": "Foreign Ministry", "ko": "외교부"}, Tier.OFFICIAL),
    },
    feeds=(
        FeedSpec("yonhap-en", "https://yonhap.example/rss", "yonhap", Tier.WIRE),
        FeedSpec("herald-en", "https://news.example/rss", "herald"),
    ),
    concepts={},
    topics={
        id_: Topic(id_, {"en": en, "ko": ko}, {"en": f"About {en}.", "ko": f"{ko} 관련."}, Rule(()))
        for id_, en, ko in (
            ("visa-talks", "Visa talks", "비자 협의"),
            ("georgia-raid", "Georgia raid", "조지아 단속"),
            ("kit-desk", "KIT Desk", "키트 데스크"),
        )
    },
    names={},
    background=Background(
        until=date(2026, 1, 29),
        milestones=tuple(
            Milestone(date(2025, month, 1), {"en": f"Step {month}.", "ko": f"{month}단계."}, (url,), (topic,))
            for month, url, topic in (
                (7, "https://www.house.example/bill", "kit-desk"),
                (9, "https://www.mofa.example/round", "visa-talks"),
                (10, "https://kit.example/opened", "kit-desk"),
            )
        ),
    ),
    contacts=(
        Contact(
            {"en": "Consular call centre", "ko": "영사콜센터"},
            {"en": "+82-2-000-0000, day and night", "ko": "+82-2-000-0000, 24시간"},
            "https://consul.example/",
            date(2026, 1, 5),
        ),
    ),
)


@cache
def words_of_the_desk() -> Vocabulary:
    """Return what each word means on that desk, read once for all dispatchers of a process."""
    return read_vocabulary(commands(), DESK, shipped.catalogue())


def a_voice(catalogue: Catalogue, locale: str = "en", timezone: str = "Asia/Seoul") -> Voice:
    """A reader in Seoul."""
    return Voice(locale, timezone, catalogue)


def a_report(title: str = "Round two set", publisher: str = "yonhap", *, n: int = 1, **changes: Any) -> Member:
    """A report at https://PUBLISHER.example/N, an hour and three quarters old."""
    published = changes.pop("published", datetime(2026, 1, 29, 0, 14, tzinfo=UTC))
    known = DESK.publishers.get(publisher)
    values: dict[str, Any] = {
        "entry": n,
        "title": title,
        "url": f"https://{publisher.replace(' ', '')}.example/{n}",
        "publisher": publisher,
        "tier": known.tier if known else Tier.NATIONAL,
        "lang": "en",
        "published": published,
        "updated": published,
    }
    return Member(**(values | changes))


def a_view(*reports: Member, number: int = 7, **changes: Any) -> StoryView:
    """A story of these reports, of the topic visa-talks, with its first report for a headline."""
    members = tuple(sorted(reports or (a_report(),), key=lambda report: report.published))
    values: dict[str, Any] = {
        "id": number,
        "scope": 0,
        "topics": frozenset({"visa-talks"}),
        "revision": 1,
        "version": 1,
        "told": True,
        "opened": members[0].published,
        "revised": members[0].published,
        "newest": members[-1].published,
        "title": members[0].title,
        "url": members[0].url,
        "publisher": members[0].publisher,
        "members": members,
        "developments": (),
    }
    return StoryView(**(values | changes))


def a_development(kind: str, entry: int | None, *, revision: int = 2) -> StoryDevelopment:
    """A change that a report brought."""
    return StoryDevelopment(revision, kind, "official publisher", entry, NOW)
