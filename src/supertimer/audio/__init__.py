"""What is heard: events become a score, a score becomes frames, a speaker plays them."""
