from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.card import Card
from bot.cards.clean import without_formats
from bot.commands.command import Command, Option, OptionKind
from bot.commands.complete import suggestions, take_apart
from bot.commands.line import Typed, read_line
from bot.commands.mistake import Mistake
from bot.commands.registry import commands
from bot.commands.vocabulary import Vocabulary, read_vocabulary
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from tests.bot.invented import DESK


@pytest.mark.parametrize(
    ("line", "command", "values"),
    [
        ("/visa latest visa-talks 5", "latest", {"topic": "visa-talks", "count": 5}),
        ("visa latest", "latest", {}),
        ("latest", "latest", {}),
        ("/latest 5", "latest", {"count": 5}),
        ("LATEST 5 visa-talks", "latest", {"topic": "visa-talks", "count": 5}),
        ("latest Visa talks 5", "latest", {"topic": "visa-talks", "count": 5}),
        ("latest 비자 협의", "latest", {"topic": "visa-talks"}),
        ("latest 비자협의", "latest", {"topic": "visa-talks"}),
        ("latest visa_talks", "latest", {"topic": "visa-talks"}),
        ("latest count:5 topic:georgia-raid", "latest", {"topic": "georgia-raid", "count": 5}),
        ("latest count: 5", "latest", {"count": 5}),
        ('latest "Georgia raid"', "latest", {"topic": "georgia-raid"}),
        ("/visa 최신 개수:3", "latest", {"count": 3}),
        ("/visa 검색 워킹그룹", "search", {"query": "워킹그룹"}),
        ('search "working group" at: once', "search", {"query": '"working group" at: once'}),
        ('term test "working group" days:30', "term test", {"expression": '"working group"', "days": 30}),
        (
            "키워드 시험 비자 협의 기간:7 주제:visa-talks",
            "term test",
            {"expression": "비자 협의", "days": 7, "topic": "visa-talks"},
        ),
        ('term test visa "days:30"', "term test", {"expression": 'visa "days:30"'}),
        ("term test days:7 visa days:30", "term test", {"expression": "visa days:30", "days": 7}),
        ("term test days:30 visa lang:ko", "term test", {"expression": "visa lang:ko", "days": 30}),
        ("search query:visa korea", "search", {"query": "visa korea"}),
        ("search don't", "search", {"query": "don't"}),
        ("search - visa", "search", {"query": "- visa"}),
        ('search "" visa', "search", {"query": '"" visa'}),
        ("subscribe all", "subscribe", {"topic": "all"}),
        ("구독 전체 매일 09:00", "subscribe", {"topic": "all", "mode": "daily", "at": "09:00"}),
        ("구독 전체 방식:매주 시각:9시30분", "subscribe", {"topic": "all", "mode": "weekly", "at": "09:30"}),
        (
            "subscribe kit-desk weekly 7:05 new york",
            "subscribe",
            {"topic": "kit-desk", "mode": "weekly", "at": "07:05", "timezone": "America/New_York"},
        ),
        ("subscribe all timezone:asia/seoul", "subscribe", {"topic": "all", "timezone": "Asia/Seoul"}),
        ("pause", "pause", {}),
        ("pause kit-desk tomorrow 09:00", "pause", {"topic": "kit-desk", "until": "tomorrow 09:00"}),
        ("pause until:2 h", "pause", {"until": "2 h"}),
        ("pause until: 2월 1일 9시 all", "pause", {"topic": "all", "until": "2월 1일 9시"}),
        ("일시중지 까지:내일 9시", "pause", {"until": "내일 9시"}),
        ("quiet 22:00 07:00 urgent", "quiet", {"from": "22:00", "to": "07:00", "urgent": True}),
        ("방해금지 22시 7시 긴급:아니오", "quiet", {"from": "22:00", "to": "07:00", "urgent": False}),
        ("quiet off", "quiet", {"from": "off"}),
        ("quiet 22 7", "quiet", {"from": "22:00", "to": "07:00"}),
        ("quiet 10 pm 7 am new york", "quiet", {"from": "22:00", "to": "07:00", "timezone": "America/New_York"}),
        ("quiet from 22:00 to 07:00", "quiet", {"from": "22:00", "to": "07:00"}),
        ("방해금지 밤 10시 오전 7시 30분 긴급", "quiet", {"from": "22:00", "to": "07:30", "urgent": True}),
        ("subscribe all daily 9", "subscribe", {"topic": "all", "mode": "daily", "at": "09:00"}),
        ("구독 전체 매일 오후 6시 반", "subscribe", {"topic": "all", "mode": "daily", "at": "18:30"}),
        ("subscribe all daily at:9:30 pm", "subscribe", {"topic": "all", "mode": "daily", "at": "21:30"}),
        ("subscribe all at 9 publishers 2", "subscribe", {"topic": "all", "at": "09:00", "publishers": 2}),
        ("pause until tomorrow 09:00", "pause", {"until": "tomorrow 09:00"}),
        ("pause kit-desk until 3 days", "pause", {"topic": "kit-desk", "until": "3 days"}),
        ("일시중지 까지 내일", "pause", {"until": "내일"}),
        ("일시중지 전체 내일 오전 9시", "pause", {"topic": "all", "until": "내일 오전 9시"}),
        ("pause all until tomorrow 9am", "pause", {"topic": "all", "until": "tomorrow 9am"}),
        ("latest topic kit-desk count 3", "latest", {"topic": "kit-desk", "count": 3}),
        ("search query visa", "search", {"query": "query visa"}),
        (
            "feed add https://news.example/rss publisher:South China Morning Post shared",
            "feed add",
            {"url": "https://news.example/rss", "publisher": "South China Morning Post", "shared": True},
        ),
        (
            'feed add https://news.example/rss publisher: "The Wire" 5 tier:trade',
            "feed add",
            {"url": "https://news.example/rss", "publisher": "The Wire", "minutes": 5, "tier": "trade"},
        ),
        ("quiet 22:00-07:00", "quiet", {"from": "22:00", "to": "07:00"}),
        ("quiet 22:00 – 07:00 new york", "quiet", {"from": "22:00", "to": "07:00", "timezone": "America/New_York"}),
        ("방해금지 22시부터 7시까지", "quiet", {"from": "22:00", "to": "07:00"}),
        ("방해금지 오후 10시~오전 7시 반 긴급", "quiet", {"from": "22:00", "to": "07:30", "urgent": True}),
        ("quiet none", "quiet", {"from": "off"}),
        ("방해금지 해제", "quiet", {"from": "off"}),
        ("subscribe everything", "subscribe", {"topic": "all"}),
        ("subscribe all topics daily", "subscribe", {"topic": "all", "mode": "daily"}),
        ("구독 모든 주제 매주", "subscribe", {"topic": "all", "mode": "weekly"}),
        ("구독취소 모두", "unsubscribe", {"topic": "all"}),
        ("subscribe all official only", "subscribe", {"topic": "all", "only": "official"}),
        ("pause for 3 days", "pause", {"until": "for 3 days"}),
        ("일시중지 내일 오전 9시까지", "pause", {"until": "내일 오전 9시까지"}),
        ("mute S017 #general", "mute", {"story": "17", "channel": "#general"}),
        ("구독 취소 전체", "unsubscribe", {"topic": "all"}),
        ("help 구독", "help", {"command": "subscribe"}),
        ('subscribe topic:"visa talks" mode:"daily"', "subscribe", {"topic": "visa-talks", "mode": "daily"}),
        ('구독 주제:"비자 협의" 방식:매일', "subscribe", {"topic": "visa-talks", "mode": "daily"}),
        ('search title:"working group" visa', "search", {"query": 'title:"working group" visa'}),
        ("현황 알려줘", "status", {}),
        ("최신 비자 협의 좀 보여 주세요!", "latest", {"topic": "visa-talks"}),
        ("subscribe all please", "subscribe", {"topic": "all"}),
        ("search please", "search", {"query": "please"}),
        ("posting no-mention", "posting", {"no-mention": True}),
        ("posting #news test publish:no", "posting", {"channel": "#news", "test": True, "publish": False}),
        ("게시 멘션끄기", "posting", {"no-mention": True}),
        ("/visa-admin status", "status", {}),
        ("", "help", {}),
        ("/visa", "help", {}),
        ("  /visa   status  ", "status", {}),
    ],
)  # fmt: skip
def test_a_line_is_understood_in_both_languages_by_name_and_in_order(
    line: str, command: str, values: dict[str, object], vocabulary: Vocabulary, english: Voice
) -> None:
    typed = read_line(line, vocabulary, english, DESK)
    assert isinstance(typed, Typed), typed
    assert (typed.command.name, dict(typed.values)) == (command, values)


@pytest.mark.parametrize(
    ("line", "what", "todo"),
    [
        ("statsu", "There is no command “statsu”", "Did you mean status?"),
        ("xyzzy", "There is no command “xyzzy”", "All commands: /visa help"),
        ("latest visa-tlaks", "There is no topic “visa-tlaks”", "Did you mean visa-talks (Visa talks)?"),
        ("latest 비쟈협의", "There is no topic “비쟈협의”", "Did you mean visa-talks (Visa talks)?"),
        ("latest zzzz", "There is no topic “zzzz”", "All topics: /visa topics"),
        ("latest 500", "count: “500” does not fit", "Write a whole number from 1 to 20."),
        ("latest count:many", "count: “many” does not fit", "Write a whole number from 1 to 20."),
        ("latest all", "There is no topic “all”", ""),
        ("latest visa-talks 5 more", "“more” is not understood", "This command takes: topic, count"),
        ("topics now", "“now” is not understood", "nothing more"),
        ("subscribe", "subscribe needs topic", "For example: /visa subscribe visa-talks"),
        ("search", "search needs query", "For example: /visa search Visa talks"),
        ("search " + "a" * 201, "query: 201 characters are too long", "Use at most 200 characters."),
        ("subscribe all mode:sometimes", "mode: there is no choice “sometimes”", "instant, hourly, daily, weekly"),
        ("subscribe all daily at:25:00", "“25:00” is not a time of day", "as in 09:00 or 9 pm"),
        ("subscribe all daily 13 pm", "“13 pm” is not a time of day", "as in 09:00 or 9 pm"),
        ("subscribe all mode:daily mode:weekly", "mode is given twice", "Write it once."),
        ("term add nowhere visa", "There is no topic “nowhere”", "All topics: /visa topics"),
        ("term edit x visa", "id: “x” does not fit", "Write a whole number, 1 or more."),
        ("term remove 9999999999999999999", "id: “9999999999999999999” does not fit", "Write a whole number"),
        ("settings timezone:Mars", "There is no time zone “Mars”", "Write a city or the zone itself"),
        ("subscribe visa-talks kit-desk", "One command takes one topic", "once for each topic"),
        ("subscribe all color:blue", "subscribe has no option “color”", "This command takes: topic, mode, at"),
        ("why https://news.example/1 https://news.example/2", "“https://news.example/2” is not understood", "story"),
        ("subscribe all timezone:Asia/Soul", "There is no time zone “Asia/Soul”", "Did you mean Asia/Seoul?"),
        ("te", "There is no command “te”", "All commands: /visa help"),
        ("term", "“term” needs a second word", "Choose one of: term add"),
        ("quiet 22:00 07:00 urgent:perhaps", "urgent: there is no choice “perhaps”", "Choose one of: yes, no"),
        ("mute seventeen", "“seventeen” is no story", "Write its number, as in s17"),
        ("pause until:2026-02-30", "“2026-02-30” is not a moment", "18:00, tomorrow"),
        ("subscribe all timezone:qqqqqq", "There is no time zone “qqqqqq”", "America/New_York"),
        ("전체 구독", "There is no command “전체”", "Did you mean subscribe 전체?"),
        ("비자 협의 구독 취소 부탁드립니다", "There is no command “비자”", "Did you mean unsubscribe 비자 협의?"),
        ("비자 협의 구독해줘", "There is no command “비자”", "Did you mean subscribe 비자 협의?"),
        ("what is the status", "There is no command “what”", "Did you mean status? All"),
        ("비자 " * 99 + "검색", "There is no command “비자”", "비자…? All commands: /visa help"),
        ("visa-talks latest", "There is no command “visa-talks”", "Did you mean latest visa-talks?"),
        ("subscribe 젼체", "There is no topic “젼체”", "Did you mean all"),
        ("subscribe al", "There is no topic “al”", "Did you mean all"),
        ("latest 젼체", "There is no topic “젼체”", "All topics: /visa topics"),
        ("help latset", "There is no command “latset”", "Did you mean latest?"),
    ],
)
def test_what_is_wrong_is_said_with_how_to_put_it_right(
    line: str, what: str, todo: str, vocabulary: Vocabulary, english: Voice
) -> None:
    mistake = read_line(line, vocabulary, english, DESK)
    assert isinstance(mistake, Mistake)
    assert mistake.what == what
    assert todo in mistake.todo


def test_mistakes_are_told_in_the_readers_language(vocabulary: Vocabulary, korean: Voice) -> None:
    mistake = read_line("최싱", vocabulary, korean, DESK)
    assert isinstance(mistake, Mistake)
    assert mistake.what == "‘최싱’ 명령이 없습니다"
    assert mistake.todo.startswith("‘최신’ 명령을 찾으셨습니까?")
    assert mistake.tries == ("최신",)


async def _nothing(*_: object) -> Card:
    pytest.fail("it was only to be read")


def test_a_command_of_two_words_goes_before_one_of_a_word(english: Voice, catalogue: Catalogue) -> None:
    add = Command("status latest", _nothing, (Option("query", OptionKind.TEXT),))
    languages = {
        locale: replace(
            language,
            messages={**language.messages, "command.status-latest.name": (name,), "command.status-latest.about": ("",)},
        )
        for (locale, language), name in zip(catalogue.languages.items(), ("status latest", "현황 최신"), strict=True)
    }
    vocabulary = read_vocabulary((*commands(), add), DESK, Catalogue(languages))
    for line in ("/visa-admin status latest one two", "현황 최신 one two", "status latest query:one two"):
        typed = read_line(line, vocabulary, english, DESK)
        assert isinstance(typed, Typed)
        assert (typed.command, dict(typed.values)) == (add, {"query": "one two"})
    assert getattr(read_line("status visa-talks", vocabulary, english, DESK), "command", None) != add
    helped = read_line("help status latest", vocabulary, english, DESK)
    assert isinstance(helped, Typed)
    assert dict(helped.values) == {"command": "status latest"}
    half = take_apart("/visa-admin status la", vocabulary, DESK)
    shown = suggestions(half, Voice("en", "UTC", Catalogue(languages)), DESK)
    assert "latest" not in [one.text for one in shown], "status is a command of its own: its options are offered"


@given(line=st.text(max_size=80))
def test_no_line_breaks_the_reading(line: str, vocabulary: Vocabulary, english: Voice) -> None:
    assert isinstance(read_line(line, vocabulary, english, DESK), Typed | Mistake)


@given(query=st.text(min_size=1, max_size=40))
def test_a_query_arrives_as_it_was_typed(query: str, vocabulary: Vocabulary, english: Voice) -> None:
    typed = read_line(f"search {query}", vocabulary, english, DESK)
    if isinstance(typed, Typed) and not query.lstrip().casefold().startswith(("query", "검색어")):
        assert typed.values["query"] == without_formats(query).strip()
