"""What the command line and a visiting process ask for, done with the services; no terminal, no Qt.

A command takes a request that is plain JSON (it may come from another process) and tells its progress as messages.
"""
