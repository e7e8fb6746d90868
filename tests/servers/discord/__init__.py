"""A small Discord of our own on loopback: REST and gateway over real sockets. See the README beside this file."""

from tests.servers.discord.choosing import Attached, NotOffered
from tests.servers.discord.limits import NO_LIMITS, Limits, Rule
from tests.servers.discord.objects import Kind
from tests.servers.discord.people import Answer
from tests.servers.discord.permissions import Permission
from tests.servers.discord.places import said
from tests.servers.discord.pointing import pointed_at
from tests.servers.discord.process import DiscordProcess
from tests.servers.discord.replies import Callback
from tests.servers.discord.server import TOKEN, LoopbackDiscord
from tests.servers.faults import Fault
from tests.servers.traffic import Violation

__all__ = [
    "NO_LIMITS",
    "TOKEN",
    "Answer",
    "Attached",
    "Callback",
    "DiscordProcess",
    "Fault",
    "Kind",
    "Limits",
    "LoopbackDiscord",
    "NotOffered",
    "Permission",
    "Rule",
    "Violation",
    "pointed_at",
    "said",
]
