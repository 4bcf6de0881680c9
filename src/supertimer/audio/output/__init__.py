"""Where the sound goes: one speaker per file."""
