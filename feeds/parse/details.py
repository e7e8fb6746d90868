"""Why a document could not be read: one sentence each."""

from feeds.wording import Wording


class ParseDetail(Wording):
    """The sentences of `ParseError.detail`."""

    EMPTY_DOCUMENT = "The server sent an empty document."
    NO_ITEMS = "The feed can be read, but it has no items."
    NO_ITEMS_FAULTY = "The feed can be read, but it has no items ({complaint})."
    BARE_ITEMS = "The feed can be read, but none of its {n} items has a title or a text."
    BARE_ITEMS_FAULTY = "The feed can be read, but none of its {n} items has a title or a text ({complaint})."

    UNREADABLE = "The document cannot be read: {error}."
    TAG_LONG = "The document cannot be read: one of its tags is over {most:,} characters long."
    ITEMS_MANY = "The document cannot be read: it has over {most:,} items; ask for a shorter feed."
    DEEP = "The document cannot be read: its elements are nested over {most:,} deep."

    PAGE = "The server sent a web page, not a feed: look in its source for the address of the feed."
    PAGE_TITLED = "The server sent a web page (“{title}”), not a feed: look in its source for the address of the feed."
    PAGE_ROBOT = (
        "The server sent a web page (“{title}”), not a feed: it takes us for a robot it does not want; "
        "try the browser's user agent, or ask the publisher."
    )
    OTHER_XML = "The server sent XML that is not RSS, RDF or Atom."
    OTHER_TEXT = "The server sent text that is neither RSS, RDF, Atom nor JSON Feed."

    JSON_DEEP = "The JSON is nested too deeply to be a feed."
    JSON_BROKEN = "The JSON cannot be read: {error}."
    JSON_OTHER = "The server sent JSON that is not a feed: it has no list of items."
    JSON_OTHER_SAYS = "The server sent JSON that is not a feed: it has no list of items (it says “{said}”)."

    TIME = "Reading the document took longer than {seconds} s, so it was given up."
    MEMORY = "Reading the document took more memory than one feed may use."
    WORKER_FAILED = "The process that was to read the document failed: {how}."


class WorkerEnd(Wording):
    """How a process that was to read a document ended."""

    KILLED = "it was killed, perhaps by the system for want of memory"
    BUG = "it ran into a bug of its parser"
    PROCESSOR_TIME = "it used up its processor time"
    NOT_STARTED = "it could not be started: {error}"
    NOT_READY = "it was not ready within {seconds} s"
    PIPE = "it closed its pipe"
    STATUS = "it ended with status {code}"
    SIGNAL = "it ended with {signal}"


class Complaint(Wording):
    """What was wrong with a document that could be read all the same; the XML parser's own words are not among them."""

    CUT_OFF = "the document was cut off: {complaint}"
    VERSION = "the document does not say which version of JSON Feed it is"
