"""The window: Qt, and nothing that waits.

May import `services` to act, `store` to read, `domain` for words; never `gateway`, `sheets` or asyncio.
Widgets have no async methods and no `exec()`; everything from outside is shown as plain text.
"""
