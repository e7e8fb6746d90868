"""One scene of a conversation."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.wire.conversation import Conversation

LANGUAGES = {"en", "ko"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What is typed and what must come of it."""

    commands: tuple[str, ...]
    """All that are typed in it, in both languages; those that only buttons type, in one."""
    play: Callable[[Conversation], Awaitable[None]]

    @property
    def name(self) -> str:
        """What a test calls it."""
        return ", ".join(self.commands)

    async def check(self, conversation: Conversation) -> None:
        """Play it.

        Raises:
            AssertionError: an answer is not what it must be, or a command was not typed after all.

        """
        conversation.typed.clear()
        await self.play(conversation)
        hidden = {command.name for command in conversation.service.dispatcher.commands if command.hidden}
        for name in self.commands:
            answered = {language for command, language in conversation.typed if command == name}
            assert answered if name in hidden else answered == LANGUAGES, (
                f"{name} was answered in {answered or 'none'} only"
            )
