"""The body: which muscles a routine works, which were worked lately, and which are due."""
