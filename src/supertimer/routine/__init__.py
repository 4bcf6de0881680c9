"""What the user wrote: routine files, their notation, their errors, and how they become plans."""
