"""What all tests share: how long hypothesis may search, and a program that is compiled once."""

import os
import signal

from hypothesis import HealthCheck, settings

# Tests start the program in processes of its own; each would compile it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Whatever starts in the background ignores an interrupt, and so would they.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "quick", max_examples=60, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.register_profile(
    "thorough", max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
