"""SMS Desk: a desktop app that texts a business's customers through its own Android phones.

Imports point down only: app | cli > wiring > ui > services > gateway | store | sheets > domain.
"""

__version__ = "0.1.0"
