"""What comes before the first answer: the database opened, the terminal's place made, the first card and polls."""
