"""A workspace as a file, and a file into a workspace: what was set up, and nothing that was said. No chat, no SQL."""
