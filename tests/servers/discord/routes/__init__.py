"""The REST API, a module for each noun: functions from a call to what is said. No sockets, no faults, no limits."""

from tests.servers.discord.routes import account, channels, commands, guilds, interactions, messages, threads, webhooks
from tests.servers.discord.routes.call import Route

ALL: tuple[Route, ...] = (
    *account.ROUTES,
    *commands.ROUTES,
    *guilds.ROUTES,
    *channels.ROUTES,
    *messages.ROUTES,
    *threads.ROUTES,
    *interactions.ROUTES,
    *webhooks.ROUTES,
)
