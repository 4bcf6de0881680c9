"""One stream on the sound server, through libpulse and ctypes.

libpulse talks to the server in a separate thread, which no Python code holds up. Nothing here is
called back from it, except once for the list of outputs: the caller asks whenever it wants to know.
PipeWire answers the same calls.
"""

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_int64, c_size_t, c_uint8, c_uint32, c_uint64
from ctypes import c_void_p as pointer
from dataclasses import dataclass
from typing import Any

from supertimer.audio.output.speaker import SpeakerError

PATIENCE = 2.0
"""Seconds that the server gets for an answer."""
LOOK = 0.002
"""Seconds between two looks whether it has answered."""

S16LE = 3
NO_AUTOSPAWN = 1
EARLY_REQUESTS = 0x4000
SEEK_ABSOLUTE = 1
CONTEXT_READY, CONTEXT_FAILED = 4, 5
STREAM_READY, STREAM_FAILED = 2, 3
RUNNING = 0
DEFAULT = 0xFFFF_FFFF


class _Spec(ctypes.Structure):
    _fields_ = (("format", c_int), ("rate", c_uint32), ("channels", c_uint8))


class _Buffering(ctypes.Structure):
    _fields_ = tuple(
        (name, c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize")
    )


class _Timing(ctypes.Structure):
    _fields_ = (
        ("timestamp", ctypes.c_long * 2),
        ("synchronized_clocks", c_int),
        ("sink_usec", c_uint64),
        ("source_usec", c_uint64),
        ("transport_usec", c_uint64),
        ("playing", c_int),
        ("write_index_corrupt", c_int),
        ("write_index", c_int64),
        ("read_index_corrupt", c_int),
        ("read_index", c_int64),
        ("configured_sink_usec", c_uint64),
    )


class _Sink(ctypes.Structure):
    """The beginning of `pa_sink_info`."""

    _fields_ = (("name", c_char_p), ("index", c_uint32), ("description", c_char_p))


_SinkFound = ctypes.CFUNCTYPE(None, pointer, POINTER(_Sink), c_int, pointer)

_CALLS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "threaded_mainloop_new": (pointer, ()),
    "threaded_mainloop_get_api": (pointer, (pointer,)),
    "threaded_mainloop_start": (c_int, (pointer,)),
    "threaded_mainloop_lock": (None, (pointer,)),
    "threaded_mainloop_unlock": (None, (pointer,)),
    "threaded_mainloop_stop": (None, (pointer,)),
    "threaded_mainloop_free": (None, (pointer,)),
    "context_new": (pointer, (pointer, c_char_p)),
    "context_connect": (c_int, (pointer, c_char_p, c_int, pointer)),
    "context_get_state": (c_int, (pointer,)),
    "context_errno": (c_int, (pointer,)),
    "context_get_sink_info_list": (pointer, (pointer, _SinkFound, pointer)),
    "context_disconnect": (None, (pointer,)),
    "context_unref": (None, (pointer,)),
    "operation_get_state": (c_int, (pointer,)),
    "operation_cancel": (None, (pointer,)),
    "operation_unref": (None, (pointer,)),
    "stream_new": (pointer, (pointer, c_char_p, POINTER(_Spec), pointer)),
    "stream_connect_playback": (
        c_int,
        (pointer, c_char_p, POINTER(_Buffering), c_int, pointer, pointer),
    ),
    "stream_get_state": (c_int, (pointer,)),
    "stream_update_timing_info": (pointer, (pointer, pointer, pointer)),
    "stream_get_timing_info": (POINTER(_Timing), (pointer,)),
    "stream_write": (c_int, (pointer, c_char_p, c_size_t, pointer, c_int64, c_int)),
    "stream_disconnect": (c_int, (pointer,)),
    "stream_unref": (None, (pointer,)),
    "timeval_age": (c_uint64, (pointer,)),
    "strerror": (c_char_p, (c_int,)),
}
"""What is called, without its `pa_`: the type of the result, and of each argument."""


def _library() -> Any:
    """Return libpulse with its types declared; raises SpeakerError if it is not installed."""
    try:
        library = ctypes.CDLL("libpulse.so.0")
    except OSError:
        raise SpeakerError("libpulse.so.0 is not installed") from None
    for name, (result, arguments) in _CALLS.items():
        call = getattr(library, f"pa_{name}")
        call.restype, call.argtypes = result, arguments
    return library


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stream was when the server told it."""

    age_usec: int
    """How many microseconds ago that was, at least: the server may have been held up."""
    taken: int
    """The bytes that the output had taken."""
    sink_usec: int
    """The microseconds of them that were still to be heard."""
    most_usec: int
    """The microseconds that the output may take ahead."""


class Server:
    """A connection to the sound server, and at most one stream on it. All calls are thread-safe."""

    def __init__(self) -> None:
        """Connect; raises SpeakerError if libpulse is not installed or no server answers."""
        self._pa = _library()
        self._stream: int | None = None
        self._loop = self._pa.pa_threaded_mainloop_new()
        api = self._pa.pa_threaded_mainloop_get_api(self._loop)
        self._context = self._pa.pa_context_new(api, b"supertimer")
        self._pa.pa_context_connect(self._context, None, NO_AUTOSPAWN, None)
        self._pa.pa_threaded_mainloop_start(self._loop)
        self._wait_for(lambda: self._state() >= CONTEXT_READY)
        if self._state() != CONTEXT_READY:
            reason = self._reason()
            self.close()
            raise SpeakerError(f"no sound server answers ({reason})")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep libpulse's thread out meanwhile."""
        self._pa.pa_threaded_mainloop_lock(self._loop)
        try:
            yield
        finally:
            self._pa.pa_threaded_mainloop_unlock(self._loop)

    def _wait_for(self, reached: Callable[[], bool]) -> None:
        """Wait until it is, but not forever."""
        pause = threading.Event()
        for _ in range(round(PATIENCE / LOOK)):
            if reached():
                return
            pause.wait(LOOK)

    def _state(self) -> int:
        with self._locked():
            return int(self._pa.pa_context_get_state(self._context))

    def _reason(self) -> str:
        """Return libpulse's words for what went wrong last."""
        with self._locked():
            number = self._pa.pa_context_errno(self._context)
        words: bytes = self._pa.pa_strerror(number)
        return words.decode(errors="replace") if number else "it takes too long"

    def sinks(self) -> dict[str, str]:
        """Return the description of each output by its name."""
        there: dict[str, str] = {}

        def found(context: object, sink: Any, end: int, data: object) -> None:
            if not end:
                name, description = sink.contents.name, sink.contents.description
                there[name.decode(errors="replace")] = description.decode(errors="replace")

        callback = _SinkFound(found)
        with self._locked():
            asked = self._pa.pa_context_get_sink_info_list(self._context, callback, None)
        if asked is None:
            return there

        def answered() -> bool:
            with self._locked():
                return bool(self._pa.pa_operation_get_state(asked) != RUNNING)

        self._wait_for(answered)
        with self._locked():
            self._pa.pa_operation_cancel(asked)
            self._pa.pa_operation_unref(asked)
        return there

    def play(self, rate: int, sink: str | None, ahead_ms: int, sink_ms: int) -> None:
        """Open a stream, one channel of 16-bit samples, that plays whether it is fed or not.

        The server keeps up to `ahead_ms` of it, and its output, called `sink`, renders up to
        `sink_ms`. Raises SpeakerError if the server refuses.
        """
        a_ms = rate * 2 // 1000
        spec = _Spec(S16LE, rate, 1)
        buffering = _Buffering(DEFAULT, ahead_ms * a_ms, 0, sink_ms * a_ms, DEFAULT)
        name = sink.encode() if sink else None
        with self._locked():
            self._stream = self._pa.pa_stream_new(self._context, b"workout", byref(spec), None)
            self._pa.pa_stream_connect_playback(
                self._stream, name, byref(buffering), EARLY_REQUESTS, None, None
            )
        self._wait_for(lambda: self._stream_state() >= STREAM_READY)
        if not self.plays():
            raise SpeakerError(f"the sound server refuses a stream ({self._reason()})")

    def _stream_state(self) -> int:
        with self._locked():
            return int(self._pa.pa_stream_get_state(self._stream))

    def plays(self) -> bool:
        """Return whether the stream is still there."""
        return self._stream_state() == STREAM_READY and self._state() == CONTEXT_READY

    def place(self) -> Place | None:
        """Return where the stream was at the last call, and ask again; None if not known yet."""
        with self._locked():
            asked = self._pa.pa_stream_update_timing_info(self._stream, None, None)
            if asked is not None:
                self._pa.pa_operation_unref(asked)
            timing = self._pa.pa_stream_get_timing_info(self._stream)
            if not timing:
                return None
            told = timing.contents
            age = self._pa.pa_timeval_age(timing)  # the moment is what it begins with
            most = max(told.configured_sink_usec, told.sink_usec)
            return Place(age, told.read_index, told.sink_usec, most)

    def write(self, pcm: bytes, at: int) -> None:
        """Put `pcm` at the stream's byte `at`, over what was written there."""
        with self._locked():
            self._pa.pa_stream_write(self._stream, pcm, len(pcm), None, at, SEEK_ABSOLUTE)

    def close(self) -> None:
        """End the connection; nothing else may be called after it."""
        with self._locked():
            if self._stream is not None:
                self._pa.pa_stream_disconnect(self._stream)
                self._pa.pa_stream_unref(self._stream)
            self._pa.pa_context_disconnect(self._context)
            self._pa.pa_context_unref(self._context)
        self._pa.pa_threaded_mainloop_stop(self._loop)
        self._pa.pa_threaded_mainloop_free(self._loop)
