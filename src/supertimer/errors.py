"""The errors that a user can cause and fix. Any other exception is a bug."""


class SupertimerError(Exception):
    """Base class of errors that the user sees as a sentence; `exit_code` is that of the process."""

    exit_code = 1


def reason(error: Exception) -> str:
    """Return why something failed, without the number of an error of the system."""
    return str(getattr(error, "strerror", None) or error)


class RefusedError(SupertimerError):
    """A command is not allowed in the current state, or is earlier than the last one."""
