"""A small Slack of our own on loopback: Web API and Socket Mode over real sockets. See the README beside this file."""

from tests.servers.faults import Fault
from tests.servers.slack.elements import said
from tests.servers.slack.errors import Refusal
from tests.servers.slack.filling import NotOffered
from tests.servers.slack.limits import DISTRIBUTED, NO_LIMITS, Limits, Rule
from tests.servers.slack.objects import Rank
from tests.servers.slack.process import SlackProcess
from tests.servers.slack.server import LoopbackSlack
from tests.servers.slack.world import APP_TOKEN, CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET
from tests.servers.traffic import Violation

__all__ = [
    "APP_TOKEN",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "DISTRIBUTED",
    "NO_LIMITS",
    "SIGNING_SECRET",
    "Fault",
    "Limits",
    "LoopbackSlack",
    "NotOffered",
    "Rank",
    "Refusal",
    "Rule",
    "SlackProcess",
    "Violation",
    "said",
]
