"""Modals and App Home as slack-bolt opens them."""

from typing import Any

import pytest

from tests.servers.slack import NotOffered
from tests.slack_server.bot import app, running
from tests.slack_server.conftest import Newsroom


def _plain(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


def _modal(callback: str = "subscribe") -> dict[str, Any]:
    blocks = [
        {
            "type": "input",
            "block_id": "topic",
            "label": _plain("Topic"),
            "element": {"type": "external_select", "action_id": "topic", "min_query_length": 0},
        },
        {
            "type": "input",
            "block_id": "note",
            "optional": True,
            "label": _plain("Note"),
            "element": {"type": "plain_text_input", "action_id": "note", "max_length": 10},
        },
    ]
    return {
        "type": "modal",
        "callback_id": callback,
        "title": _plain(callback),
        "submit": _plain("Save"),
        "notify_on_close": True,
        "blocks": blocks,
    }


class Desk:
    """An app with a modal; `answer` is what a submit is acknowledged with, `seen` what was sent."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.app = app(newsroom)
        self.answer: dict[str, Any] = {}
        self.seen: list[dict[str, Any]] = []
        self.app.shortcut("desk")(self._open)
        self.app.options("topic")(self._suggest)
        self.app.view("subscribe")(self._submit)
        self.app.view_closed("subscribe")(self._closed)
        self.app.event("app_home_opened")(self._home)

    async def _open(self, ack: Any, client: Any, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=_modal())

    async def _suggest(self, ack: Any, payload: dict[str, Any]) -> None:
        await ack(options=[{"text": _plain(payload["value"] + "-1"), "value": "b1"}])

    async def _submit(self, ack: Any, view: dict[str, Any]) -> None:
        self.seen.append(view["state"]["values"])
        await ack(**self.answer)

    async def _closed(self, ack: Any, view: dict[str, Any]) -> None:
        await ack()
        self.seen.append({"closed": view["id"]})

    async def _home(self, client: Any, event: dict[str, Any]) -> None:
        section = {"type": "section", "text": {"type": "mrkdwn", "text": "Your subscriptions"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section]})


async def _opened(newsroom: Newsroom) -> str:
    people = newsroom.server.people
    view = await people.view(people.shortcut(newsroom.mina, "desk"))
    return str(view["id"])


async def test_a_modal_is_opened_filled_with_suggestions_and_sent(newsroom: Newsroom) -> None:
    people, desk = newsroom.server.people, Desk(newsroom)
    async with running(newsroom, desk.app):
        view = await _opened(newsroom)
        options = await people.choices(people.suggest(newsroom.mina, view, "topic", "b"))
        assert [option["text"]["text"] for option in options] == ["b-1"]
        await people.acked(people.submit(newsroom.mina, view, {"topic": "b1", "note": "soon"}))
    (state,) = desk.seen
    assert state["topic"]["topic"]["selected_option"]["value"] == "b1"
    assert state["note"]["note"]["value"] == "soon"
    assert people.modals(newsroom.mina) == []


async def test_errors_keep_the_modal_open(newsroom: Newsroom) -> None:
    people, desk = newsroom.server.people, Desk(newsroom)
    desk.answer = {"response_action": "errors", "errors": {"topic": "Unknown topic"}}
    async with running(newsroom, desk.app):
        view = await _opened(newsroom)
        await people.choices(people.suggest(newsroom.mina, view, "topic"))
        acked = await people.acked(people.submit(newsroom.mina, view, {"topic": "b1"}))
    assert acked["errors"] == {"topic": "Unknown topic"}
    assert [one["id"] for one in people.modals(newsroom.mina)] == [view]


async def test_a_submit_may_push_another_modal(newsroom: Newsroom) -> None:
    people, desk = newsroom.server.people, Desk(newsroom)
    desk.answer = {"response_action": "push", "view": _modal("more")}
    async with running(newsroom, desk.app):
        view = await _opened(newsroom)
        await people.choices(people.suggest(newsroom.mina, view, "topic"))
        pushed = await people.view(people.submit(newsroom.mina, view, {"topic": "b1"}))
    assert pushed["title"]["text"] == "more"
    assert pushed["previous_view_id"] == view
    assert len(people.modals(newsroom.mina)) == 2


async def test_what_slacks_client_would_not_send_is_not_offered(newsroom: Newsroom) -> None:
    people, desk = newsroom.server.people, Desk(newsroom)
    async with running(newsroom, desk.app):
        view = await _opened(newsroom)
        with pytest.raises(NotOffered, match="must be filled in"):
            people.submit(newsroom.mina, view)
        with pytest.raises(NotOffered, match="offers"):
            people.submit(newsroom.mina, view, {"topic": "never suggested"})
        await people.choices(people.suggest(newsroom.mina, view, "topic"))
        with pytest.raises(NotOffered, match="characters"):
            people.submit(newsroom.mina, view, {"topic": "b1", "note": "a" * 11})
        with pytest.raises(NotOffered, match="has no"):
            people.submit(newsroom.mina, view, {"topic": "b1", "colour": "red"})
    assert desk.seen == []


async def test_the_app_hears_of_a_modal_that_is_closed(newsroom: Newsroom) -> None:
    people, desk = newsroom.server.people, Desk(newsroom)
    async with running(newsroom, desk.app):
        view = await _opened(newsroom)
        people.close(newsroom.mina, view)
        await newsroom.server.until(lambda: bool(desk.seen))
    assert desk.seen == [{"closed": view}]


async def test_a_home_is_shown_when_it_is_opened(newsroom: Newsroom) -> None:
    people, desk = newsroom.server.people, Desk(newsroom)
    async with running(newsroom, desk.app):
        people.open_home(newsroom.mina)
        await newsroom.server.until(lambda: bool(people.home(newsroom.mina)))
    assert people.home(newsroom.mina)["blocks"][0]["text"]["text"] == "Your subscriptions"
