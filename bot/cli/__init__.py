"""The command line: a file per command. Each reads its options, calls a use case, and tells what came of it."""
