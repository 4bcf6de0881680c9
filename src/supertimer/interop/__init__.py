"""Other people's formats, one a file."""
