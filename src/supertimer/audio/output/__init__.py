"""The speakers, one per file."""
