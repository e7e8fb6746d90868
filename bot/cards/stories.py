"""Lists of stories: the answers of `latest` and `search`."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.cards.highlights import title_highlights
from bot.cards.reports import newest_first, publisher_name, story_line, story_mark
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from feeds.terms.leaves import Finder
from storage.search.index import Found
from storage.stories import StoryView


def latest_card(stories: Sequence[StoryView], voice: Voice, desk: Desk, now: datetime, *, subject: str) -> Card:
    """Return the newest stories of `subject`, a topic or the desk, newest first; none is said in words."""
    lines = [story_line(story, voice, desk, now, mark=story_mark(story.id)) for story in newest_first(stories)]
    sections = (Section("", tuple(lines) or (Line(voice.say("latest.nothing", subject=subject)),)),)
    return _card(voice.say("latest.title", subject=subject), sections, voice)


def search_card(
    found: Sequence[Found],
    voice: Voice,
    desk: Desk,
    *,
    query: str,
    finders: Sequence[Finder] = (),
    about: AbstractSet[int] = frozenset(),
) -> Card:
    """Return what a search found, in its order, with the words found marked. Finding nothing is said in words.

    Args:
        found: reports; those with all words are kept apart from those with some.
        voice: the reader's.
        desk: for names.
        query: as typed.
        finders: of its words and phrases.
        about: the entries that are about a topic the reader sees; the others are marked.
    """
    lines = {one: _found_line(one, voice, desk, finders, about) for one in found}
    sections = (
        Section("", tuple(line for one, line in lines.items() if not one.missing)),
        Section(voice.say("search.some-words"), tuple(line for one, line in lines.items() if one.missing)),
        Section("", () if found else (Line(voice.say("search.nothing", query=query)),)),
    )
    return _card(voice.say("search.title", query=query), tuple(one for one in sections if one.lines), voice)


def _found_line(one: Found, voice: Voice, desk: Desk, finders: Sequence[Finder], about: AbstractSet[int]) -> Line:
    title, highlights = title_highlights(one.title, finders)
    shown_story = one.story is not None and one.entry in about
    return Line(
        text=title,
        sources=(
            Source(publisher_name(one.publisher, desk, voice), one.url, one.published, voice.moment(one.published)),
        ),
        mark=story_mark(one.story or 0) if shown_story else voice.say("mark.no-topic"),
        highlights=highlights,
    )


def _card(title: str, sections: tuple[Section, ...], voice: Voice) -> Card:
    return clean_card(
        Card(
            kind=CardKind.STORIES,
            title=title,
            lang=voice.locale,
            sections=sections,
            actions=(Action(voice.say("action.status"), "status"), Action(voice.say("action.topics"), "topics")),
        )
    )
