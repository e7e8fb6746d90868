"""Discord: application commands in, Components V2 messages out.

`commands/` declares, `answering/` hands on and replies, `cards/` draws, `posting/` delivers; `places/` knows people and
channels, `setup/` is what an operator needs. Drawing is pure: values in, values out, no client.
discord.py is imported in this room only. Imports are absolute: the room bears the library's name.
"""
