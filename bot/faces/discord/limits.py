"""What Discord takes, as published under "Components" and "Messages" of its developer documentation."""

TEXT = 4000
"""Characters over all text displays of one message."""
BUTTONS_IN_A_ROW = 5
LABEL = 80
"""Characters on a button."""
CUSTOM_ID = 100
ALT = 1024
"""Characters that describe a picture."""

FILE = 10 * 1024 * 1024
"""Bytes of a file, where no server has paid for more ("Uploading Files")."""
