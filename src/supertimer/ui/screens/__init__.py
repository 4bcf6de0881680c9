"""The screens, one per file, each with what only it needs."""
