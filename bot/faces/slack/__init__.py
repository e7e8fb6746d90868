"""Slack: slash commands, buttons and typed lines in, Block Kit messages out.

What a message looks like is pure (mrkdwn, blocks, pages, action_rows, render): values in, values out, no client needed.
slack_sdk and slack_bolt are imported in this room only. Imports are absolute: the room bears a library's name.
"""
