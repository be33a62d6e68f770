#!/usr/bin/env python3
"""Exit 0 when the broker at HOST PORT answers a Metadata request and lists itself (a fenced one does not).

usage: probe.py HOST PORT
"""
import socket
import struct
import sys

METADATA, VERSION, TIMEOUT_S = 3, 4, 2.0


def receive(link, count):
    data = b""
    while len(data) < count:
        chunk = link.recv(count - len(data))
        if not chunk:
            raise OSError("closed")
        data += chunk
    return data


def main(host, port):
    client = b"probe"
    header = struct.pack(">hhih", METADATA, VERSION, 1, len(client)) + client
    body = struct.pack(">ib", 0, 0)  # no topic, and create none
    request = header + body
    with socket.create_connection((host, int(port)), TIMEOUT_S) as link:
        link.settimeout(TIMEOUT_S)
        link.sendall(struct.pack(">i", len(request)) + request)
        answer = receive(link, struct.unpack(">i", receive(link, 4))[0])
    brokers = struct.unpack(">i", answer[8:12])[0]  # after the correlation id and the throttle time
    return 0 if brokers >= 1 else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        sys.exit(main(*sys.argv[1:]))
    except OSError as error:
        sys.exit(f"probe.py: {error}")
