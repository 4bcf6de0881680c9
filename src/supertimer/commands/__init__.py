"""The commands, one per file. Each is loaded only when it is called."""
