"""The errors that a user can cause and mend. Anything else that is raised is a fault of ours."""


class SupertimerError(Exception):
    """Base of all errors shown to the user as a sentence; `exit_code` is the process's."""

    exit_code = 1


class RefusedError(SupertimerError):
    """A command came in a state that does not take it, or at a time before the last one."""
