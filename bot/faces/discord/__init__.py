"""Discord: application commands in, Components V2 messages out.

What a message looks like is pure (markdown, custom_id, blocks, pages, render): values in, values out, no client needed.
discord.py is imported in this room only. Imports are absolute: the room bears the library's name.
"""
