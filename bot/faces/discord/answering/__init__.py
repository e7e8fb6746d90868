"""What people do on Discord, as lines and commands, and answering it within three seconds."""
