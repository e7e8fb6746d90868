"""What Slack takes, as published under "Block Kit" and "chat.postMessage" of its developer documentation."""

BLOCKS = 50
"""In one message."""
SECTION = 3000
"""Characters of any text object."""
HEADER = 150
LABEL = 75
"""Characters on a button, or on a choice of an overflow menu."""
VALUE = 2000
"""Characters that a button carries."""
CHOICE = 150
"""Characters that a choice of an overflow menu carries."""
CHOICES = 5
"""Of an overflow menu."""
ELEMENTS = 25
"""Of one row of actions."""
ALT = 2000
"""Characters that describe a picture."""
MESSAGE = 12_000
"""Characters over all blocks of one message. Documented for blocks of standard Markdown only, but `chat.postMessage`
refuses others by it too, with `msg_blocks_too_long`, some way below (slackapi/bolt-js, issues 2509 and 2867)."""
TEXT = 3000
"""Characters of the words beside the blocks. Slack takes 40,000; nobody has a notification of them read out."""
