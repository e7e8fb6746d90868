"""Reading the files of a desk, section by section, into the values of feeds/desks/desk.py.

Each function takes the file, notes what is wrong with it, and returns what could be read.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from feeds.desks.desk import Background, Contact, Milestone, Name, Publisher
from feeds.desks.table import File
from feeds.feed import Agent, FeedSpec, Tier


def read_publishers(file: File, languages: Sequence[str]) -> Mapping[str, Publisher]:
    """Read every [[publisher]] of feeds.toml, by id."""
    found: dict[str, Publisher] = {}
    seen: set[str] = set()
    for table in file.top.tables("publisher"):
        key = table.slug("id", seen)
        name = table.label("name", languages)
        if "tier" not in table:
            table.problem(None, '"tier" is missing', f"Give one of {', '.join(Tier)}.")
        found[key] = Publisher(key, name, table.choice("tier", Tier, Tier.NATIONAL))
        table.finish()
    return found


def read_feeds(file: File, languages: Sequence[str], publishers: Mapping[str, Publisher]) -> tuple[FeedSpec, ...]:
    """Read every [[feed]] of feeds.toml. A feed has the tier of its publisher."""
    feeds: list[FeedSpec] = []
    ids: set[str] = set()
    urls: set[str] = set()
    for table in file.top.tables("feed"):
        key = table.slug("id", ids)
        url = table.url("url")
        if url in urls:
            table.problem("url", "another feed has this url", "Keep one of them.")
        urls.update([url] if url else [])
        publisher = table.one_of("publisher", tuple(publishers), "publisher")
        lang = table.text("lang", required=False, like="a language") or None
        if lang is not None and lang not in languages:
            table.unknown("lang", lang, languages, "language")
        feeds.append(
            FeedSpec(
                id=key,
                url=url,
                publisher=publisher,
                tier=publishers[publisher].tier if publisher else Tier.NATIONAL,
                lang=lang,
                every=table.duration("every", timedelta(minutes=15)),
                on=table.flag("on", default=True),
                empty_ok=table.flag("empty_ok", default=False),
                agent=table.choice("agent", Agent, Agent.HONEST),
                keep_cookies=table.flag("keep_cookies", default=False),
                encoding=table.text("encoding", required=False, like="an encoding") or None,
                timezone=table.zone("timezone"),
                note=table.text("note", required=False, like="a note"),
            )
        )
        table.finish()
    return tuple(feeds)


def read_names(file: File, languages: Sequence[str]) -> Mapping[str, Name]:
    """Read every [[name]] of names.toml, by id."""
    found: dict[str, Name] = {}
    seen: set[str] = set()
    for table in file.top.tables("name"):
        key = table.slug("id", seen)
        forms = {lang: table.texts(lang, required=False, like="a list of forms") for lang in languages}
        if not any(forms.values()):
            table.problem(None, "the name has no forms", f'Give {" or ".join(languages)} = ["…"].')
        ambiguous = table.texts("ambiguous", required=False, like="a list of forms")
        for form in ambiguous:
            if not any(form in each for each in forms.values()):
                table.problem("ambiguous", f'"{form}" is not a form of this name', "List it among the forms, too.")
        found[key] = Name(key, table.text("kind"), table.label("label", languages), forms, ambiguous)
        table.finish()
    return found


def read_background(file: File, languages: Sequence[str], topics: Sequence[str]) -> Background:
    """Read background.toml: `until`, and every [[milestone]] in the order of time."""
    until = file.top.day("until")
    milestones: list[Milestone] = []
    for table in file.top.tables("milestone"):
        day = table.day("date")
        if day > until:
            table.problem("date", f"{day} is later than the background reaches, {until}", "Move `until`, or drop it.")
        if milestones and day < milestones[-1].date:
            table.problem("date", f"{day} stands after {milestones[-1].date}", "Put the oldest first.")
        text = table.label("text", languages)
        sources = table.urls("sources")
        milestones.append(Milestone(day, text, sources, table.all_of("topics", topics, "topic", required=False)))
        table.finish()
    file.top.finish()
    return Background(until, tuple(milestones))


def read_contacts(file: File, languages: Sequence[str]) -> tuple[Contact, ...]:
    """Read every [[contact]] of contacts.toml."""
    contacts: list[Contact] = []
    for table in file.top.tables("contact"):
        name, how = table.label("name", languages), table.label("how", languages)
        contacts.append(Contact(name, how, table.url("url"), table.day("source_date")))
        table.finish()
    file.top.finish()
    return tuple(contacts)
