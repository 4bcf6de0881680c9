"""A network between a page and the program that can be cut."""

import contextlib
import socket
import threading


class Proxy:
    """Forwards connections to a port of this computer, until it is cut."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._listening.getsockname()[1]}"
        self.target = 0
        self._cut = ""
        self._open: set[socket.socket] = set()
        self._lost: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, how: str) -> None:
        """Forward nothing more: silently, as if all connections were open, or by closing them."""
        self._cut = how
        self._lost |= self._open
        if how == "closed":
            for each in tuple(self._open):
                self._close(each)

    def restore(self) -> None:
        """Let new connections through; what was open when it was cut stays dead."""
        self._cut = ""

    def close(self) -> None:
        self._listening.close()
        for each in tuple(self._open):
            self._close(each)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self._cut == "closed":
                    near.close()
                    continue
                self._open.add(near)
                if self._cut:
                    self._lost.add(near)
                    continue
                far = socket.create_connection(("127.0.0.1", self.target))
                self._open.add(far)
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=(one, other), daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65_536):
                if one not in self._lost:
                    other.sendall(data)
        if one not in self._lost:
            self._close(one)
            self._close(other)

    def _close(self, each: socket.socket) -> None:
        self._open.discard(each)
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()
