#!/usr/bin/env python3
"""Makes the random keys of a local stack, once: what exists is never touched, for numbers are sealed under it.

usage: make_keys.py FOLDER ACCOUNT

  keys                 peppers and data keys: `<account> <key id> <pepper> <data key>`; ledger/seal reads it
  api_keys             hashes of the API keys: `<account> <key id> <SHA-256 of the secret>`; the front door reads it
  api_key              the key of the command line, `clk_<key id>_<secret>`
  kannel_webhook_key   the key that Kannel shows at the front door, of the same form
"""
import hashlib
import os
import secrets
import sys


def write_once(path, content):
    if not os.path.exists(path):
        fresh = path + ".fresh"
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.rename(fresh, path)


def make_keys(folder, account):
    content = "# account, key id, pepper, data key. Lost peppers are lost contacts: back this file up.\n"
    content += f"{account} k1 {secrets.token_hex(32)} {secrets.token_hex(32)}\n"
    content += f"installation k1 - {secrets.token_hex(32)}\n"
    write_once(os.path.join(folder, "keys"), content)


def make_api_keys(folder, account):
    lines = ["# account, key id, SHA-256 of the secret"]
    for file, key_id in (("api_key", "cli"), ("kannel_webhook_key", "kannel")):
        path = os.path.join(folder, file)
        write_once(path, f"clk_{key_id}_{secrets.token_hex(32)}\n")
        with open(path) as key:
            secret = key.read().strip().split("_", 2)[2]
        lines.append(f"{account} {key_id} {hashlib.sha256(secret.encode()).hexdigest()}")
    write_once(os.path.join(folder, "api_keys"), "\n".join(lines) + "\n")


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    folder, account = arguments
    os.makedirs(folder, mode=0o700, exist_ok=True)
    make_keys(folder, account)
    make_api_keys(folder, account)


if __name__ == "__main__":
    main(sys.argv[1:])
