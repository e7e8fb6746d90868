"""Cards as Discord shows them: Components V2, escaped, within every limit."""
