"""Events become cues: which sound comes when."""
