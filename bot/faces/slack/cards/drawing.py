"""Cards as answers: drawn with their pictures where Slack takes them."""

from bot.cards.card import Card
from bot.faces.slack.cards.pictures import Pictures
from bot.faces.slack.cards.render import Rendered, needs_picture, render
from bot.faces.slack.workspaces.clients import Clients
from bot.locale.catalogue import Catalogue


class Drawer:
    """Draws the answers to people."""

    def __init__(self, catalogue: Catalogue, clients: Clients) -> None:
        """Take the words of messages, and who uploads pictures."""
        self._catalogue = catalogue
        self._clients = clients
        self._pictures = Pictures()

    async def draw(self, card: Card, team: str | None, *, page: int = 0, again: str | None = None) -> Rendered:
        """Return an answer as a message; see `bot.faces.slack.cards.render`. Without a `team` its picture is words."""
        file = await self._picture(card, team) if team and needs_picture(card, page) else None
        return render(card, self._catalogue, page=page, again=again, picture_file=file)

    async def _picture(self, card: Card, team: str) -> str | None:
        installed = await self._clients.of(team)
        if installed is None or card.picture is None:
            return None
        return await self._pictures.file(installed, card.picture)
