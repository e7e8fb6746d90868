"""What people type who do not know yet how to ask: a greeting, thanks, "what can you do?", a mere "?".

Only a line that is no command is looked at, and it must be small talk and nothing else. Its words are in the
catalogue, those of all languages at once.
"""

import re
import unicodedata
from collections.abc import Mapping

from bot.cards.small_talk import SmallTalk
from bot.locale.catalogue import Catalogue

_EMOJI = re.compile(r":[a-z0-9_+'-]+:")
"""As Slack writes them."""
_SOUNDS = re.compile(r"[ㄱ-ㅣ]+")
"""Letters of the Korean alphabet that form no syllable: laughing and crying, as in "ㅎㅎ" and "ㅠㅠ"."""
_SIGNS = re.compile(r"[\W_]+")
_NAME = re.compile(r"\bvisabot(?:님|아)?\b")
_KEYS = {
    SmallTalk.HELLO: "small-talk.hello-words",
    SmallTalk.THANKS: "small-talk.thanks-words",
    SmallTalk.LOST: "small-talk.lost-words",
}


class SmallTalks:
    """Knows small talk when it sees it."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read the words of all languages."""
        self._said: Mapping[str, SmallTalk] = {
            _bare(words): said
            for said, key in _KEYS.items()
            for locale in catalogue.locales
            for words in catalogue.form(locale, key).split("|")
        }

    def heard(self, words: str) -> SmallTalk | None:
        """Return what kind of small talk these words are; None: none.

        Args:
            words: a line without the slash command's name. Nothing but signs and emoji is somebody who is lost.

        """
        bare = _bare(words)
        return self._said.get(bare) if bare else SmallTalk.LOST


def _bare(words: str) -> str:
    """Return a line's words alone: in small letters, without signs, emoji, laughter and the bot's name."""
    spoken = _SOUNDS.sub(" ", _EMOJI.sub(" ", words))
    folded = unicodedata.normalize("NFKC", spoken).casefold()
    return " ".join(_NAME.sub(" ", _SIGNS.sub(" ", folded)).split())
