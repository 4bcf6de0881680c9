"""What the command line can do: one command a file, each loaded only when it is called."""
