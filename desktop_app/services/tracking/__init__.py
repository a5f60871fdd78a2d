"""Following what was handed over: windows of getallsms, matched to rows, until each is final or proven absent."""

from desktop_app.services.tracking.rounds import Tracking

__all__ = ["Tracking"]
