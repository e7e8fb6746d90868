"""What the outside world says: feeds are fetched, parsed, matched and grouped here.

Values in, values out. No database and no chat library may enter this room; the clock and randomness are passed in.
The way of an entry through it::

    fetch/   conditional GET, bounded, guarded      -> Fetched | NotModified | FetchError
    parse/   bytes -> entries, in worker processes  -> Document | ParseError
    terms/   all topics in one pass                 -> [Match] with its evidence
    facts/   who met whom, when, what was decided   -> [Fact]
    stories/ same event as a known story?           -> Placement
"""
