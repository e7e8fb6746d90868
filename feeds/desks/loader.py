"""Loading a desk: a folder of TOML files, checked as a whole.

    desk.toml        what the desk is called and speaks
    feeds.toml       publishers and feeds
    names.toml       people, bodies, places, visas, bills
    topics.toml      concepts, and the topics made of them
    background.toml  what was known when the desk was written
    contacts.toml    whom to ask
    phrases/         how texts say what happens; here only the cities of places.toml are read, for their zones

All problems are told at once, each with its file and line, so that a desk is put right in one go.
"""

import re
import tomllib
from collections.abc import Mapping
from hashlib import blake2b
from importlib.resources import as_file, files
from pathlib import Path

from feeds.desks.desk import Desk
from feeds.desks.errors import DeskError, Problem
from feeds.desks.lines import find_lines
from feeds.desks.sections import read_background, read_contacts, read_feeds, read_names, read_publishers
from feeds.desks.table import File
from feeds.desks.topics import read_concepts, read_topics
from feeds.desks.zones import PLACES, read_places, read_zone_names

_SYNTAX_LINE = re.compile(r"\(at line (\d+)")
_COMMAND = re.compile(r"[a-z0-9_-]{1,32}")
"""Discord's and Slack's slash commands both take these (Discord: application command naming, CHAT_INPUT)."""


def load_desk(folder: Path) -> Desk:
    """Read and check the desk in `folder`.

    Raises:
        DeskError: something is missing or wrong; it holds every problem that could be found.
    """
    problems: list[Problem] = []
    desk = _read(folder, problems)
    if problems:
        raise DeskError(str(folder), tuple(problems))
    return desk


def shipped_desk(desk_id: str) -> Desk:
    """Read the desk `desk_id` that comes with the program.

    Raises:
        DeskError: no such desk is shipped, or it is wrong.
    """
    here = files("feeds.desks")
    shipped = sorted(each.name for each in here.iterdir() if each.is_dir() and each.joinpath("desk.toml").is_file())
    if desk_id not in shipped:
        raise DeskError(desk_id, (Problem(desk_id, 0, "no such desk is shipped", f"Shipped: {', '.join(shipped)}."),))
    with as_file(here.joinpath(desk_id)) as folder:
        return load_desk(folder)


def _read(folder: Path, problems: list[Problem]) -> Desk:
    """Read what can be read, and note what is wrong."""
    about = _open(folder, "desk.toml", problems)
    top = about.top
    languages = top.texts("languages", like="a list of languages") or ("en",)
    timezones = tuple(zone for zone in top.texts("timezones", like="a list of zones") if top.is_zone("timezones", zone))
    desk_id, command = top.text("id", like="the name of the folder"), top.text("command", like="a command's name")
    if desk_id and desk_id != folder.name:
        top.problem("id", f'the id "{desk_id}" is not the name of the folder', f'Write id = "{folder.name}".')
    if command and not _COMMAND.fullmatch(command):
        top.problem("command", f'"{command}" cannot be a slash command', "Use up to 32 small letters, digits, - and _.")
    name, gist = top.label("name", languages), top.label("about", languages)
    disclaimer = top.label("disclaimer", languages)
    zone_names = read_zone_names(about, languages)
    top.finish()
    if (folder / PLACES).is_file():
        for zone, cities in read_places(_open(folder, PLACES, problems), languages).items():
            zone_names[zone] = (*zone_names.get(zone, ()), *cities)

    feeds_file = _open(folder, "feeds.toml", problems)
    publishers = read_publishers(feeds_file, languages)
    feeds = read_feeds(feeds_file, languages, publishers)
    feeds_file.top.finish()
    names_file = _open(folder, "names.toml", problems)
    names = read_names(names_file, languages)
    names_file.top.finish()
    topics_file = _open(folder, "topics.toml", problems)
    concepts = read_concepts(topics_file, languages, names)
    topics = read_topics(topics_file, languages, concepts)
    topics_file.top.finish()
    return Desk(
        id=desk_id,
        version=_version(folder),
        command=command,
        name=name,
        about=gist,
        languages=languages,
        timezones=timezones,
        disclaimer=disclaimer,
        publishers=publishers,
        feeds=feeds,
        concepts=concepts,
        topics=topics,
        names=names,
        background=read_background(_open(folder, "background.toml", problems), languages, tuple(topics)),
        contacts=read_contacts(_open(folder, "contacts.toml", problems), languages),
        zone_names=zone_names,
    )


def _open(folder: Path, name: str, problems: list[Problem]) -> File:
    """Read one file. Where it cannot be read, the problems of its contents would only be echoes: they are dropped."""
    try:
        text = (folder / name).read_text(encoding="utf-8")
        values: Mapping[str, object] = tomllib.loads(text)
    except FileNotFoundError:
        problems.append(Problem(name, 0, "the file is missing", "Every desk has it; see docs for how to add a desk."))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, 0, f"byte {error.start} is not UTF-8", "Save the file as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        where = _SYNTAX_LINE.search(str(error))
        line = int(where.group(1)) if where else 0
        what = str(error).split(" (at ")[0]
        problems.append(Problem(name, line, f"this is not TOML: {what}", "See https://toml.io."))
    else:
        return File(name, values, find_lines(text), problems)
    return File(name, {}, {}, [])


def _version(folder: Path) -> str:
    """Return 12 hexadecimal digits that change whenever what the topics match may change."""
    digest = blake2b(digest_size=6)
    for name in ("topics.toml", "names.toml"):
        file = folder / name
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()
