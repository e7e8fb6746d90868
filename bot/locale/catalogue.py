"""All messages in all languages, read once at start from the PO files beside this module.

A language's messages stand in `en.po` and, for one part of the bot each, in `en-terms.po` and the like. Message ids are
symbolic ("status.title"); English is a translation like any other. No compiled files: what is edited is what is read.
The format is gettext's (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
"""

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO

from babel.messages.pofile import PoFileError, read_po

DEFAULT = "en"
"""Spoken where a locale is not known."""


class CatalogueError(Exception):
    """A PO file cannot be read, or lacks a message: which file, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Language:
    """The messages of one language."""

    locale: str
    messages: Mapping[str, tuple[str, ...]]
    """By id: one form, or one for each plural form of the language."""
    plural: Callable[[int], int]
    """From a number to the form it takes; from the file's own header."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every language the bot speaks."""

    languages: Mapping[str, Language]

    @property
    def locales(self) -> tuple[str, ...]:
        """ISO 639-1 codes, the default first."""
        return tuple(self.languages)

    def spoken(self, locale: str) -> str:
        """Return the language to speak for any locale name: "ko_KR" is "ko", an unknown one is English."""
        language = locale.replace("_", "-").split("-")[0].lower()
        return language if language in self.languages else DEFAULT

    def form(self, locale: str, key: str, n: int | None = None) -> str:
        """Return the message `key` as it stands in the file, in the form that the number `n` takes.

        Raises:
            CatalogueError: there is no such message.
        """
        language = self.languages[self.spoken(locale)]
        try:
            forms = language.messages[key]
            return forms[0] if n is None else forms[language.plural(n)]
        except LookupError:
            msg = f"{language.locale}.po has no message {key!r} in that form: add it beside this module"
            raise CatalogueError(msg) from None


def load_catalogue() -> Catalogue:
    """Read the files of English and Korean.

    Raises:
        CatalogueError: a file is not a PO file, has a message without a text, or one that another file has.
    """
    return Catalogue({locale: _language(locale) for locale in (DEFAULT, "ko")})


def read_language(locale: str, po: bytes) -> Language:
    """Read one PO file; `locale` is its name without ".po", of which the language comes first.

    Raises:
        CatalogueError: it is not one, or has a message without a text.
    """
    try:
        catalog = read_po(BytesIO(po), locale=locale.partition("-")[0], ignore_obsolete=True, abort_invalid=True)
    except PoFileError as error:
        msg = f"{locale}.po, line {error.lineno + 1}: {error}"
        raise CatalogueError(msg) from error
    messages: dict[str, tuple[str, ...]] = {}
    for message in catalog:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if message.fuzzy or not forms or not all(forms):
            msg = f"{locale}.po, line {message.lineno}: {key!r} has no text yet"
            raise CatalogueError(msg)
        messages[key] = forms
    return Language(locale, messages, gettext.c2py(catalog.plural_expr))


def _language(locale: str) -> Language:
    """Read all files of one language."""
    names = sorted(file.name for file in files("bot.locale").iterdir())
    parts = [name.removesuffix(".po") for name in names if name == f"{locale}.po" or name.startswith(f"{locale}-")]
    read = [read_language(part, files("bot.locale").joinpath(f"{part}.po").read_bytes()) for part in parts]
    messages: dict[str, tuple[str, ...]] = {}
    for language in read:
        if twice := sorted(messages.keys() & language.messages.keys()):
            msg = f"{language.locale}.po has {twice[0]!r}, which another file of that language has too"
            raise CatalogueError(msg)
        messages |= language.messages
    return Language(locale, messages, read[0].plural)
