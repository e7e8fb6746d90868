"""Who we talk to: wiring, use cases and faces. The composition root is `bot.service`; nothing is global."""

__version__ = "0.1.0"
