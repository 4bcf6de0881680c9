"""Set how long hypothesis searches, and what the processes that tests start inherit."""

import os
import signal
import tempfile

from hypothesis import HealthCheck, Phase, settings

# Without this, each process that a test starts compiles the program again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# No test changes the cache of the user who runs it.
CACHE = tempfile.TemporaryDirectory(prefix="supertimer-tests")
os.environ["SUPERTIMER_CACHE_DIR"] = CACHE.name
# A shell's background job ignores interrupts, and so would the processes that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# `make quick` tries a few examples of each property, `make test` more. For a long search, set
# HYPOTHESIS_PROFILE=thorough.
EXAMPLES = {"quick": 5, "standard": 60, "thorough": 2000}
for profile, examples in EXAMPLES.items():
    settings.register_profile(
        profile,
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[each for each in Phase if profile != "quick" or each is not Phase.shrink],
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "standard"))
