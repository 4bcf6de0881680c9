"""Sound: events become a score, a score becomes frames, and a speaker plays them."""
