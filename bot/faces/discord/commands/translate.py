"""Command names and descriptions in the languages that both Discord and the bot's catalogue speak."""

from collections.abc import Mapping

from discord import Locale
from discord.app_commands import TranslationContextTypes, Translator, locale_str

from bot.cards.clean import shorten
from bot.locale.catalogue import DEFAULT, Catalogue

LOCALES: Mapping[Locale, str] = {Locale.korean: "ko"}
"""Discord's locales for which commands are named otherwise than in English."""
ABOUT_LIMIT = 100
"""Characters of a description (Discord, "Application Command Structure")."""


def spoken(locale: Locale | None) -> str:
    """Return the language, ISO 639-1, to speak to someone whose Discord speaks `locale`."""
    return LOCALES.get(locale, DEFAULT) if locale else DEFAULT


class OwnTranslator(Translator):
    """Gives discord.py the translations that `in_languages` put into a text."""

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> str | None:  # noqa: ARG002 - the library's
        """Return a text in another language; None: it has no other name there."""
        text = string.extras.get(LOCALES.get(locale, ""))
        return text if isinstance(text, str) else None


def localised(catalogue: Catalogue, key: str, word: int | None = None) -> locale_str:
    """Return a message of the catalogue; of a command's name in two words ("term add"), the one wanted."""
    texts = {language: catalogue.form(language, key) for language in (DEFAULT, *LOCALES.values())}
    if word is not None:
        texts = {language: text.split(" ")[word] for language, text in texts.items()}
    return in_languages(texts)


def in_languages(texts: Mapping[str, str]) -> locale_str:
    """Return a text as discord.py takes it, English first; none is longer than a description may be."""
    cut = {language: shorten(text, ABOUT_LIMIT) for language, text in texts.items()}
    return locale_str(cut[DEFAULT], **cut)
