"""A workspace's own watch terms: saved, listed, tried."""

from collections.abc import Callable, Mapping, Sequence

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.cards.marks import excerpt, marked
from bot.cards.reports import publisher_name
from bot.locale.voice import Voice
from bot.trial import BROAD, Sample, Trial
from feeds.desks.desk import Desk
from storage.topics import WatchTerm

_DAYS_SHOWN = 31
_INSIDE_SHOWN = 15


def term_card(title: str, lines: Sequence[str], voice: Voice, *, actions: Sequence[Action] = ()) -> Card:
    """Return what became of a term: the title says it, the lines what else there is to know."""
    return clean_card(
        Card(
            kind=CardKind.TERMS,
            title=title,
            lang=voice.locale,
            sections=(Section("", tuple(map(Line, lines))),) if lines else (),
            actions=tuple(actions),
        )
    )


def terms_card(
    terms: Sequence[WatchTerm], voice: Voice, desk: Desk, *, topic: str | None, name_of: Callable[[str], str]
) -> Card:
    """Return a workspace's own terms with their numbers, by topic.

    Args:
        terms: of one topic, or of all.
        voice: the reader's.
        desk: for the example.
        topic: the slug that was asked for; None: all.
        name_of: from a topic's slug to its name.
    """
    by_topic: dict[str, list[Line]] = {}
    for term in terms:
        added = voice.say("terms.added-on", day=voice.day(term.created_at))
        by_topic.setdefault(term.topic, []).append(Line(term.expression, mark=str(term.id), details=(added,)))
    nothing = Section("", (Line(voice.say("terms.none")),))
    title = voice.say("terms.title", topic=name_of(topic)) if topic else voice.say("terms.title-all")
    example = topic or next(iter(desk.topics), "")
    return clean_card(
        Card(
            kind=CardKind.TERMS,
            title=title,
            lang=voice.locale,
            sections=tuple(
                Section("" if topic else name_of(slug), tuple(lines)) for slug, lines in sorted(by_topic.items())
            )
            or (nothing,),
            footer=(voice.say("terms.how", command=desk.command, topic=example),),
            actions=(Action(voice.say("action.new-term"), f"term add {topic}" if topic else "term add", form=True),),
        )
    )


def trial_card(
    expression: str,
    trial: Trial,
    voice: Voice,
    desk: Desk,
    *,
    topic: str | None,
    name_of: Callable[[str], str],
    others: Mapping[int, str],
) -> Card:
    """Return what a term would have matched.

    Args:
        expression: as typed.
        trial: what came out.
        voice: the reader's.
        desk: for the publishers' names.
        topic: the slug of the topic that it was tried for; None: for none.
        name_of: from a topic's slug to its name.
        others: the topic's own expressions, by id.
    """
    sections = (
        Section("", tuple(map(Line, trial_lines(trial, voice, topic=topic, name_of=name_of, others=others)))),
        Section(voice.say("trial.days"), (Line(_days(trial, voice)),) if trial.days else ()),
        Section(voice.say("trial.inside"), tuple(_inside(trial, voice))),
        Section(voice.say("trial.samples"), tuple(_sample(sample, voice, desk) for sample in trial.samples)),
    )
    exception = trial.inside[0][0] if trial.inside else ""
    add = (
        Action(voice.say("action.add-term", topic=name_of(topic)), f"term add {topic} {expression}") if topic else None
    )
    return clean_card(
        Card(
            kind=CardKind.TERMS,
            title=voice.say("trial.title", expression=expression),
            lang=voice.locale,
            sections=tuple(section for section in sections if section.lines),
            footer=(voice.say("trial.exceptions", word=exception),) if exception else (),
            actions=(add,) if add else (),
        )
    )


def trial_lines(
    trial: Trial, voice: Voice, *, topic: str | None, name_of: Callable[[str], str], others: Mapping[int, str]
) -> list[str]:
    """Return what a trial says in sentences: how many, of what, what is new, and what to beware of."""
    since, until = voice.day(trial.since), voice.day(trial.until)
    if not trial.looked:
        return [voice.say("trial.empty")]
    lines = [voice.many("trial.looked", trial.looked, since=since, until=until)]
    if trial.hits:
        lines.append(voice.many("trial.hits", trial.hits, percent=percent(trial.share, voice)))
        added = voice.number(trial.added)
        lines.append(
            voice.say("trial.adds", added=added, topic=name_of(topic))
            if topic
            else voice.say("trial.adds-any", added=added)
        )
    else:
        lines.append(voice.say("trial.nothing"))
    if trial.is_broad:
        lines.append(voice.say("trial.broad", percent=percent(BROAD, voice)))
    lines += [
        voice.say("trial.alike", id=str(number), expression=others[number], percent=percent(share, voice))
        for number, share in sorted(trial.alike.items())
    ]
    if trial.cut:
        lines.append(voice.say("trial.cut"))
    return lines


def percent(share: float, voice: Voice) -> str:
    """Return a share as people read it: "0.3 %", "12 %"."""
    rounded = round(share * 100, 0 if share >= 0.1 else 1)  # noqa: PLR2004 - two digits, as people read shares
    return voice.say("trial.percent", number=voice.number(rounded))


def _days(trial: Trial, voice: Voice) -> str:
    """All days in one line: a line each would push everything else out of sight."""
    days = list(trial.days.items())
    shown = [voice.say("trial.day", day=voice.short_day(day), n=n) for day, n in days[:_DAYS_SHOWN]]
    if rest := sum(n for _, n in days[_DAYS_SHOWN:]):
        shown.append(voice.say("trial.earlier", n=rest))
    return " · ".join(shown)


def _inside(trial: Trial, voice: Voice) -> list[Line]:
    lines = [Line(voice.say("trial.word", word=word, n=n)) for word, n in trial.inside[:_INSIDE_SHOWN]]
    if left := len(trial.inside) - _INSIDE_SHOWN:
        lines += [Line(voice.many("trial.more-words", left))] if left > 0 else []
    return lines


def _sample(sample: Sample, voice: Voice, desk: Desk) -> Line:
    entry = sample.entry
    text, highlights = marked(entry.title, [(one.start, one.end) for one in sample.evidence if one.field == "title"])
    below = [(one.start, one.end) for one in sample.evidence if one.field == "summary"]
    at = entry.published
    return Line(
        text=text,
        sources=(Source(publisher_name(entry.publisher, desk, voice), entry.url, at, voice.moment(at)),),
        details=(excerpt(entry.summary, below),) if below and not highlights else (),
        highlights=highlights,
    )
