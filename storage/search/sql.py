"""What the statements of a search are made of, for each engine."""

from storage.schema import entries
from storage.search.words import Both, Query

READ = tuple(
    entries.c[name] for name in ("id", "story", "title", "summary", "url", "publisher", "published", "matched")
)
"""What is read of an entry that is found."""

_HITS = {
    "sqlite": "SELECT rowid AS entry FROM entry_words WHERE entry_words MATCH :{way}",
    "postgresql": "SELECT entry FROM entry_words WHERE words @@ CAST(:{way} AS tsquery)",
}


def hits(engine: str, way: str) -> str:
    """Return the SELECT of what a query finds, as `entry`; the query, as `written`, is bound by the name `way`."""
    return _HITS[engine].format(way=way)


def written(engine: str, query: Query) -> str:
    """Return a query as an engine reads it, each token quoted: a token is never an operator."""
    if isinstance(query, str):
        if engine == "sqlite":
            return '"' + query.replace('"', '""') + '"'
        return "'" + query.replace("\\", "\\\\").replace("'", "''") + "'"
    both, either = (" AND ", " OR ") if engine == "sqlite" else (" & ", " | ")
    sign = both if isinstance(query, Both) else either
    return f"({sign.join(written(engine, part) for part in query.parts)})"
