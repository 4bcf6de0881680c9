"""What is wrong in a routine, where, and how to fix it."""
