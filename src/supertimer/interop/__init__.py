"""The formats and tools of other programs, one per file."""
