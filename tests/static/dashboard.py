"""Runs the dashboard over the demo in a terminal of its own, inside an empty root, and ends it with a key."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

root = sys.argv[1]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    os.chroot(root)
    os.chdir("/")
    os.execv("/flashback-tui", ["flashback-tui", "--demo"])

seen, deadline = b"", time.time() + 20


def read_until(done):
    global seen
    while time.time() < deadline and not done(seen):
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                more = os.read(terminal, 65536)
            except OSError:
                return
            if not more:
                return
            seen += more


read_until(lambda seen: b"Sandbox" in seen or b"Media archive" in seen)
drawn = len(seen)
os.write(terminal, b"q")
read_until(lambda _: False)
_, status = os.waitpid(pid, 0)
code = os.waitstatus_to_exitcode(status)
if b"Media archive" not in seen or code != 0:
    print(seen.decode(errors="replace"), f"exit code {code}")
    sys.exit(1)
print(f"drawn with {drawn} bytes, ended by q with {code}")
