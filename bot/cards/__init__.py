"""Cards: what the bot shows, before any platform. All texts are plain text; a face escapes them."""
