"""The Web API, a module for each noun: functions from a call to an answer. No sockets, no faults, no limits."""

from tests.servers.slack.methods import auth, chat, conversations, files, people, views
from tests.servers.slack.methods.call import Method

ALL: dict[str, Method] = {
    one.name: one for module in (auth, chat, conversations, files, people, views) for one in module.METHODS
}
