"""Forms: opened for what is lacking, completed, corrected at their fields, and run."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from bot.cards.card import Card, CardKind
from bot.commands.call import Who
from bot.commands.command import Permission
from bot.commands.form import Form
from bot.faces.slack.answering.asked import Asked
from bot.faces.slack.answering.forms import Forms
from bot.faces.slack.answering.modal import Kept
from storage import topics
from tests.bot.faces.slack.talking import Talk, button, private
from tests.servers.slack import said

Json = dict[str, Any]
HOUR = 3600.0


def _fields(view: Json) -> dict[str, str]:
    """The fields of a modal by their ids, with the kind of each."""
    inputs = (block for block in view["blocks"] if block["type"] == "input")
    return {block["element"]["action_id"]: block["element"]["type"] for block in inputs}


async def _open(talk: Talk, line: str, *, name: str = "/visa") -> tuple[str, Json]:
    """Type a command that lacks something; return what was asked, where the answer will come, and the modal."""
    asked = talk.slack.people.command(talk.admin, talk.channel, name, line)
    return asked, await talk.slack.people.view(asked)


async def test_a_command_that_lacks_something_opens_a_form_of_fitting_fields(talk: Talk) -> None:
    async with talk.listening():
        _, view = await _open(talk, "subscribe")
    assert _fields(view) == {
        "option-topic": "multi_external_select",
        "option-mode": "static_select",
        "option-at": "timepicker",
        "option-timezone": "external_select",
        "option-weekday": "static_select",
        "option-language": "static_select",
        "option-only": "static_select",
        "option-publishers": "number_input",
        "option-empty": "static_select",
        "option-channel": "conversations_select",
    }


@pytest.mark.parametrize(
    ("locale", "here", "direct", "label"),
    [
        ("en-US", "For <#{}>. Another", "For your direct messages with visabot. Another", "Say when nothing is new"),
        ("ko-KR", "<#{}> 채널에 적용합니다.", "visabot과 나누는 개인 메시지에 적용합니다.", "새 소식이 없을 때도 알림"),
    ],
)
async def test_a_form_names_the_place_it_is_for_and_says_what_its_fields_mean(
    talk: Talk, locale: str, here: str, direct: str, label: str
) -> None:
    mina = talk.slack.places.add_person(talk.team, "mina", rank="owner", locale=locale, channels=[talk.channel])
    alone = talk.slack.places.direct(mina)
    async with talk.listening():
        for channel, words in ((talk.channel, here.format(talk.channel)), (alone, direct)):
            view = await talk.slack.people.view(talk.slack.people.command(mina, channel, "/visa", "subscribe"))
            (place,) = (block for block in view["blocks"] if block["type"] == "context")
            assert words in place["elements"][0]["text"]
            assert label in {block["label"]["text"] for block in view["blocks"] if block["type"] == "input"}


async def test_a_form_names_the_channel_that_was_named(talk: Talk) -> None:
    other = talk.slack.places.add_channel(talk.team, "visa-news", members=[talk.admin])
    async with talk.listening():
        _, view = await _open(talk, f"subscribe channel:<#{other}|visa-news>")
    (place,) = (block for block in view["blocks"] if block["type"] == "context")
    assert place["elements"][0]["text"] == f"For <#{other}>."


async def test_who_may_change_one_channel_alone_is_offered_no_other(talk: Talk) -> None:
    mine = talk.slack.places.add_channel(talk.team, "mine", creator=talk.reader)
    async with talk.listening():
        asked = talk.slack.people.command(talk.reader, mine, "/visa", "subscribe")
        view = await talk.slack.people.view(asked)
        assert "option-channel" not in _fields(view)
        (place,) = (block for block in view["blocks"] if block["type"] == "context")
        assert place["elements"][0]["text"] == f"For <#{mine}>."
        await talk.slack.people.choices(talk.slack.people.suggest(talk.reader, view["id"], "option-topic"))
        talk.slack.people.submit(talk.reader, view["id"], {"option-topic": ["visa-talks"]})
        await talk.slack.people.reply(asked)
    assert [one.topic for one in await talk.following()] == ["visa-talks"]


async def test_quotes_are_read_in_a_field_as_in_a_line(talk: Talk) -> None:
    async with talk.listening():
        asked, view = await _open(talk, "term add visa-talks", name="/visa-admin")
        talk.slack.people.submit(talk.admin, view["id"], {"option-expression": "‘battery plant’ OR 「배터리 공장」"})
        shown = said(await talk.slack.people.reply(asked))
    assert '"battery plant" OR "배터리 공장"' in shown


async def test_dots_open_the_form_of_a_command_that_lacks_nothing(talk: Talk) -> None:
    async with talk.listening():
        for dots in (" …", "..."):
            asked, view = await _open(talk, f"latest visa-talks{dots}")
            assert _fields(view) == {"option-count": "number_input"}
            talk.slack.people.submit(talk.admin, view["id"], {"option-count": "1"})
            assert "워킹그룹" in await talk.slack.people.text(asked)
        assert "no" in said(await talk.command("search where ...")).lower()


async def test_a_command_that_takes_nothing_is_answered_in_spite_of_dots(talk: Talk) -> None:
    async with talk.listening():
        assert said(await talk.command("contact …")) == said(await talk.command("contact"))


async def test_what_is_given_is_not_asked_for_again_and_what_is_filled_in_joins_it(talk: Talk) -> None:
    async with talk.listening():
        asked, view = await _open(talk, "term add visa-talks", name="/visa-admin")
        assert _fields(view) == {"option-expression": "plain_text_input"}
        talk.slack.people.submit(talk.admin, view["id"], {"option-expression": '"battery plant"'})
        assert private(await talk.slack.people.reply(asked))
        await talk.slack.until(lambda: talk.slack.people.modals(talk.admin) == [])
    async with talk.database.read() as tx:
        assert [term.expression for term in await topics.terms(tx)] == ['"battery plant"']


async def test_several_topics_are_followed_by_one_form(talk: Talk) -> None:
    async with talk.listening():
        asked, view = await _open(talk, "subscribe")
        offered = await talk.slack.people.choices(talk.slack.people.suggest(talk.admin, view["id"], "option-topic"))
        assert {"visa-talks", "kit-desk", "all"} <= {one["value"] for one in offered}
        talk.slack.people.submit(talk.admin, view["id"], {"option-topic": ["visa-talks", "kit-desk"]})
        assert "2 of 2" in await talk.slack.people.text(asked)
    assert {one.topic for one in await talk.following()} == {"visa-talks", "kit-desk"}


@pytest.mark.parametrize(
    ("line", "field", "typed", "value"),
    [
        ("subscribe", "topic", "vis", "visa-talks"),
        ("subscribe", "timezone", "seo", "Asia/Seoul"),
        ("story", "story", "", "1"),
        ("story", "story", "https://news.example/1", "https://news.example/1"),
    ],
)
async def test_what_is_typed_is_completed(talk: Talk, line: str, field: str, typed: str, value: str) -> None:
    async with talk.listening():
        _, view = await _open(talk, line)
        typing = talk.slack.people.suggest(talk.admin, view["id"], f"option-{field}", typed)
        assert value in {one["value"] for one in await talk.slack.people.choices(typing)}


async def test_what_a_private_channel_follows_is_not_offered_to_an_admin_who_is_not_in_it(talk: Talk) -> None:
    places = talk.slack.places
    board = places.add_channel(talk.team, "board", private=True, members=[talk.operator])
    team = places.add_channel(talk.team, "team", private=True, members=[talk.operator, talk.admin])
    offered: dict[str, list[str]] = {}
    async with talk.listening():
        for one in (board, team):
            await talk.command("subscribe visa-talks", by=talk.operator, channel=one)
        for name in ("board", "team"):
            _, view = await _open(talk, f"pause channel:{name} …")
            typing = talk.slack.people.suggest(talk.admin, view["id"], "option-topic")
            offered[name] = [one["value"] for one in await talk.slack.people.choices(typing)]
    assert offered == {"board": ["all"], "team": ["all", "visa-talks"]}


async def test_what_is_wrong_with_a_field_is_told_beside_it(talk: Talk) -> None:
    async with talk.listening():
        await talk.command("subscribe all")
        asked, view = await _open(talk, "quiet")
        sent = talk.slack.people.submit(talk.admin, view["id"], {"option-from": "25:99", "option-to": "07:00"})
        acked = await talk.slack.people.acked(sent)
        assert acked["response_action"] == "errors"
        assert list(acked["errors"]) == ["option-from"]
        assert "25:99" in acked["errors"]["option-from"]
        talk.slack.people.submit(talk.admin, view["id"], {"option-from": "22:00", "option-to": "07:00"})
        assert "22:00" in await talk.slack.people.text(asked)


async def test_a_channel_that_the_bot_does_not_see_is_told_of_beside_its_field(talk: Talk) -> None:
    board = talk.slack.places.add_channel(talk.team, "board", private=True, members=[talk.admin], bot=False)
    async with talk.listening():
        _, view = await _open(talk, "subscribe")
        await talk.slack.people.choices(talk.slack.people.suggest(talk.admin, view["id"], "option-topic"))
        values: dict[str, Any] = {"option-topic": ["visa-talks"], "option-channel": board}
        acked = await talk.slack.people.acked(talk.slack.people.submit(talk.admin, view["id"], values))
    assert list(acked["errors"]) == ["option-channel"]
    assert await talk.following() == []


async def test_what_only_the_command_can_tell_is_shown_in_the_form_with_all_that_was_filled_in(talk: Talk) -> None:
    async with talk.listening():
        asked, view = await _open(talk, "term add visa-talks", name="/visa-admin")
        sent = talk.slack.people.submit(talk.admin, view["id"], {"option-expression": '"battery'})
        acked = await talk.slack.people.acked(sent)
        assert acked["response_action"] == "update"
        assert acked["view"]["blocks"][0]["block_id"] == "visabot-problem"
        talk.slack.people.submit(talk.admin, view["id"], {"option-expression": '"battery plant"'})
        assert private(await talk.slack.people.reply(asked))
    async with talk.database.read() as tx:
        assert [term.expression for term in await topics.terms(tx)] == ['"battery plant"']


async def test_a_button_opens_the_form_of_what_it_begins(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("term list", name="/visa-admin")
        view = await talk.slack.people.view(talk.pressed(shown, "New term …"))
    assert set(_fields(view)) == {"option-topic", "option-expression"}


async def test_who_may_not_gets_no_form(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("topics")
        answer = await talk.press(shown, "Choose topics …", by=talk.reader)
        assert private(answer)
        assert private(await talk.command("subscribe", by=talk.reader))
    assert talk.slack.people.modals(talk.reader) == []


async def test_a_form_of_another_version_says_so(talk: Talk) -> None:
    async with talk.listening():
        _, view = await _open(talk, "story")
        talk.slack.world.store.table("views")[view["id"]]["view"]["private_metadata"] = "of another time"
        talk.slack.world.store.table("views")[view["id"]]["offered"] = {"option-story": [{"value": "1"}]}
        acked = await talk.slack.people.acked(talk.slack.people.submit(talk.admin, view["id"], {"option-story": "1"}))
    assert "older version" in acked["view"]["blocks"][0]["text"]["text"]


async def test_an_answer_to_a_form_says_what_the_command_says(talk: Talk) -> None:
    async with talk.listening():
        asked, view = await _open(talk, "story")
        await talk.slack.people.choices(talk.slack.people.suggest(talk.admin, view["id"], "option-story"))
        talk.slack.people.submit(talk.admin, view["id"], {"option-story": "1"})
        answer = await talk.slack.people.reply(asked)
        assert said(answer) == said(await talk.command("story 1"))
    assert button(answer, "Why?")


async def test_a_form_is_closed_in_time_however_long_it_takes_to_look_up_who_sent_it(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, acked = asyncio.get_running_loop(), asyncio.Event()
    real, answered = loop.time, Card(CardKind.STORIES, "The newest", "en")

    class Slow:
        dispatcher = talk.answering().dispatcher

        async def who(self, _: Asked) -> Who:
            monkeypatch.setattr(loop, "time", lambda: real() + HOUR)  # an hour passes
            return Who("slack", 1, 1, talk.admin, "en", "UTC", Permission.ADMIN)

        async def begin(self, _: Asked, who: Who, line: str) -> tuple[Who, Form | None]:
            return who, await self.dispatcher.begin(who, line)

        async def call(self, *_: object) -> Card:
            await acked.wait()
            return answered

        async def answer(self, _: Asked, __: Who, work: Awaitable[Card], *, private: bool) -> None:
            assert await work == answered
            assert not private

    async def ack(**told: Any) -> None:
        assert told == {}
        acked.set()

    async def changed(_: Asked) -> None:
        """Nobody looks at a home."""

    speaker: Any = Slow()  # nothing else is asked for
    nothing: Any = None
    forms = Forms(speaker, nothing, changed, patience=HOUR)
    kept = Kept("latest", talk.channel, response_url="https://slack.example/answer").written()
    view = {"type": "modal", "private_metadata": kept, "blocks": [], "state": {"values": {}}}
    sending = asyncio.create_task(
        forms.submit({"user": {"id": talk.admin}, "team": {"id": talk.team}, "view": view}, ack)
    )
    await asyncio.wait({sending}, timeout=30 + HOUR)
    assert acked.is_set()
    await sending


async def test_a_form_that_cannot_be_handled_says_so_and_stays_open(talk: Talk) -> None:
    acked: list[Json] = []

    class Failing:
        dispatcher = talk.answering().dispatcher

        async def who(self, _: Asked) -> Who:
            message = "the database is on fire"
            raise RuntimeError(message)

    async def ack(**told: Any) -> None:
        acked.append(told)

    speaker: Any = Failing()  # nothing else is asked for
    nothing: Any = None
    forms = Forms(speaker, nothing, nothing)
    async with talk.listening():
        _, view = await _open(talk, "term add visa-talks", name="/visa-admin")
    await forms.submit({"user": {"id": talk.admin}, "team": {"id": talk.team}, "view": view}, ack)
    assert [one["response_action"] for one in acked] == ["update"]
    assert "failed" in acked[0]["view"]["blocks"][0]["text"]["text"]
    assert acked[0]["view"]["blocks"][1:] == view["blocks"]
