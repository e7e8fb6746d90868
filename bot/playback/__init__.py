"""News that was captured or invented, taken the whole way as if it had been polled, by a clock of its own."""
