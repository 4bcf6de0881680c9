"""The score: turn events into cues."""
