"""Commands of settings, of the workspace as a file, and of what was changed."""

from dataclasses import replace

from bot.cards.card import Card
from bot.cards.plain import plain
from storage import workspaces
from tests.places import a_place
from tests.wire.conversation import Conversation
from tests.wire.scene import Scene


async def settings(c: Conversation) -> None:
    """The workspace's language goes before the person's; undoing brings it back. In a workspace of its own."""
    c = await another(c)
    assert "Language: as each channel's platform says" in await c.ask("settings")
    changed = await c.card("settings language:ko timezone:New York")
    assert "언어: 한국어" in plain(changed)
    assert "America/New_York" in await c.ask("설정", "ko")
    assert (await c.card("latest")).lang == "ko"
    await c.press(changed)
    assert "Language: English" in await c.ask("settings")
    assert "language: English" in await c.ask("audit 3")
    assert "America/New_York" in await c.ask("변경기록 개수:5", "ko")


async def another(c: Conversation) -> Conversation:
    """Return the same person at a terminal of another workspace."""
    now = c.clock.now()
    async with c.service.database.write() as tx:
        its = await workspaces.put(tx, platform="terminal", external="other", name="Other", locale="en", now=now)
        here = await a_place(tx, its.id, "other", now, kind="terminal", name="Other", timezone="Asia/Seoul")
    return replace(c, who=replace(c.who, workspace=its.id, destination=here.id))


async def exchange(c: Conversation) -> None:
    """What is exported imports as no difference; a changed file shows the difference, is taken in, and given back."""
    for language, export, read in (("en", "export", "import"), ("ko", "내보내기", "가져오기")):
        await c.ask("term add georgia-raid 엔솔")
        text = as_file(await c.card(export, language))
        assert 'expression: "엔솔"' in text
        nothing = await c.card(f"{read} {text}", language)
        assert not nothing.actions
        more = text.replace('expression: "엔솔"', 'expression: "엔솔 OR 에너지솔루션"')
        asked = await c.card(f"{read} {more}", language)
        assert "엔솔 OR 에너지솔루션" in plain(asked)
        assert as_file(await c.card(export, language)) == text, "a dry run changes nothing"
        done = await c.press(asked, locale=language)
        assert "엔솔 OR 에너지솔루션" in as_file(await c.card(export, language))
        back = await c.press(done, locale=language)
        if back.kind == "confirm":
            await c.press(back, locale=language)
        assert as_file(await c.card(export, language)) == text
        wrong = text.replace("georgia-raid", "nowhere")
        assert "nowhere" in await c.refused(f"{read} {wrong}", language)
        assert as_file(await c.card(export, language)) == text
        (term,) = (await c.card("term list georgia-raid")).sections[0].lines
        await c.sure(f"term remove {term.mark}")


def as_file(card: Card) -> str:
    """Return the file that goes with a card."""
    assert card.document is not None
    return card.document.text


SCENES = (
    Scene(("settings", "audit"), settings),
    Scene(("export", "import", "confirm", "undo"), exchange),
)
