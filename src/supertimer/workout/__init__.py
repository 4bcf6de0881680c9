"""One live workout: the runner, the meaning of keys, and the line mode."""
