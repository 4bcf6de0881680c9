"""What was done: the journal and the sets, and what follows from them for next time."""
