"""Slack: slash commands, buttons and typed lines in, Block Kit messages out.

`listening/` hears, `answering/` hands on and replies, `cards/` draws, `posting/` delivers; `places/` knows people and
channels, `workspaces/` the tokens, `setup/` what an operator needs. Drawing is pure: values in, values out, no client.
slack_sdk and slack_bolt are imported in this room only. Imports are absolute: the room bears a library's name.
"""
