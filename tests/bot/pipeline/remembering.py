"""A face with a memory in the place of a chat platform."""

from dataclasses import dataclass, field

from bot.cards.card import Card
from bot.faces.face import Absent, Address, Found, Outcome, Posting, Sent, Unknown


@dataclass
class RememberingFace:
    """Keeps what was posted. `next` holds the outcomes of the next sends; without any, sending works."""

    platform: str = "terminal"
    posts: dict[str, Card] = field(default_factory=dict)
    """By token, which is also the message's id."""
    replies: dict[str, str | None] = field(default_factory=dict)
    sends: list[str] = field(default_factory=list)
    """Tokens in the order in which they were asked for, also those that failed."""
    edits: list[tuple[str, int]] = field(default_factory=list)
    next: list[Outcome] = field(default_factory=list)
    next_edits: list[Outcome] = field(default_factory=list)
    lost: bool = False
    """The next failing send is posted all the same: only its answer is lost."""
    blind: bool = False
    """Looking for a post does not tell."""

    async def send(self, to: Address, posting: Posting) -> Outcome:
        token = posting.token
        self.sends.append(token)
        outcome = self.next.pop(0) if self.next else Sent(token)
        if isinstance(outcome, Sent) or self.lost:
            assert token not in self.posts, "said twice"
            self.posts[token] = posting.card
            self.replies[token] = posting.reply_to
            self.lost = False
        return outcome

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:
        outcome = self.next_edits.pop(0) if self.next_edits else Sent(message)
        if isinstance(outcome, Sent):
            self.posts[message] = card
            self.edits.append((message, version))
        return outcome

    async def find(self, to: Address, posting: Posting) -> Found | Absent | Unknown:
        if self.blind:
            return Unknown("the history is closed")
        return Found(posting.token) if posting.token in self.posts else Absent()

    def titles(self) -> list[str]:
        """Return the headlines of all posts, in the order of posting."""
        return [card.title for card in self.posts.values()]
