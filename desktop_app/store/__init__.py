"""What outlives the process: one database with one writer thread, and the keyring.

May import `domain` only; sqlite3 lives in `database` and `migrate`, keyring in `token`.
A commit announces what changed; nobody else keeps state.
"""
