"""Our commands as Discord knows them: declared, translated, registered when they changed."""
