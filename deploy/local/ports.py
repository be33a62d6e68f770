#!/usr/bin/env python3
"""Picks free TCP ports of 127.0.0.1 and says who holds a busy one, with nothing but /proc.

usage: ports.py free COUNT [AVOID...]   prints COUNT free ports, none of them in AVOID
       ports.py holder PORT             prints who listens there, or nothing; exit 1 when it is free
"""
import os
import random
import socket
import sys

# Below Linux's range for outgoing connections (32768 and up), so that no client takes a port of ours
# between two starts of the stack.
FIRST, LAST = 20000, 32000
TCP_LISTEN = "0A"


def is_free(port):
    """Tells whether both the wildcard address and loopback can be bound (Kannel's fake SMSC binds the former)."""
    for address in ("0.0.0.0", "127.0.0.1"):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                return False
    return not listening_inodes(port)


def listening_inodes(port):
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table) as lines:
                rows = [line.split() for line in lines][1:]
        except OSError:
            continue
        inodes |= {row[9] for row in rows if row[3] == TCP_LISTEN and int(row[1].rsplit(":", 1)[1], 16) == port}
    return inodes


def holder(port):
    """Returns a description of who listens on `port`, or None when nobody does."""
    inodes = listening_inodes(port)
    if not inodes:
        return None
    wanted = {f"socket:[{inode}]" for inode in inodes}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            links = {os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")}
            if links & wanted:
                with open(f"/proc/{pid}/comm") as comm:
                    return f"{comm.read().strip()}, pid {pid}"
        except OSError:
            continue  # gone in the meantime, or another user's
    return "a process of another user"


def main(arguments):
    if len(arguments) >= 2 and arguments[0] == "free":
        taken = set(map(int, arguments[2:]))
        for _ in range(int(arguments[1])):
            for port in random.sample(range(FIRST, LAST), LAST - FIRST):
                if port not in taken and is_free(port):
                    taken.add(port)
                    print(port)
                    break
            else:
                sys.exit(f"ports.py: no free port between {FIRST} and {LAST}")
        return 0
    if len(arguments) == 2 and arguments[0] == "holder":
        who = holder(int(arguments[1]))
        if who is None:
            return 1
        print(who)
        return 0
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
