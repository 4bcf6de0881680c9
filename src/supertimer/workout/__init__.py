"""One live workout: what runs it, what keys mean in it, and the line mode."""
