"""Use cases: poll, decide, digest, deliver. No platform and no SQL; the clock is passed in."""
