"""The picture of a workout."""
