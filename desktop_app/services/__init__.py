"""What the app does: async, without Qt, without knowing each other; they meet in the store.

May import `domain`, `gateway`, `store`, `sheets` and `clock`; never `demo`, never another service.
`wiring` constructs them and hands callables across.
"""
