#!/usr/bin/env python3
"""Makes the random keys of a business and of the stack, once: what exists is never touched, for numbers are
sealed under it.

usage: make_keys.py FOLDER ACCOUNT

  keys                 peppers and data keys: `<account> <key id> <pepper> <data key>`; ledger/seal reads it
  api_keys             hashes of the API keys: `<account> <key id> <publisher|gateway> <SHA-256 of the secret>`; the
                       front door reads it
  api_key-ACCOUNT      the key of that business' command line, `clk_<key id>_<secret>`
  kannel_webhook_key   the key that Kannel shows at the front door, of the same form. It belongs to the installation:
                       one gateway serves the lines of all businesses
"""
import hashlib
import os
import re
import secrets
import sys

INSTALLATION = "installation"


def write(path, content):
    fresh = path + ".fresh"
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.rename(fresh, path)


def read(path, otherwise):
    if not os.path.exists(path):
        return otherwise
    with open(path) as file:
        return file.read()


def has_line(content, *columns):
    return any(line.split()[: len(columns)] == list(columns) for line in content.splitlines())


def add_keys(folder, account):
    path = os.path.join(folder, "keys")
    before = read(path, "# account, key id, pepper, data key. Lost peppers are lost contacts: back this file up.\n")
    content = before
    if not has_line(content, account):
        content += f"{account} k1 {secrets.token_hex(32)} {secrets.token_hex(32)}\n"
    if not has_line(content, INSTALLATION):
        content += f"{INSTALLATION} k1 - {secrets.token_hex(32)}\n"
    if content != before:
        write(path, content)


def add_api_keys(folder, account):
    path = os.path.join(folder, "api_keys")
    before = read(path, "# account, key id, publisher or gateway, SHA-256 of the secret\n")
    content = before
    for owner, key_id, kind, file in ((account, "cli-" + account, "publisher", "api_key-" + account),
                                      (INSTALLATION, "kannel", "gateway", "kannel_webhook_key")):
        key_path = os.path.join(folder, file)
        if not os.path.exists(key_path):
            write(key_path, f"clk_{key_id}_{secrets.token_hex(32)}\n")
        if not has_line(content, owner, key_id):
            secret = read(key_path, "").strip().split("_", 2)[2]
            content += f"{owner} {key_id} {kind} {hashlib.sha256(secret.encode()).hexdigest()}\n"
    if content != before:
        write(path, content)


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    folder, account = arguments
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,30}", account) or account == INSTALLATION:
        sys.exit(f"make_keys.py: '{account}' is no id for a business: lower-case letters, digits and -, at most 31")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    add_keys(folder, account)
    add_api_keys(folder, account)


if __name__ == "__main__":
    main(sys.argv[1:])
