"""Handing over: the loop, one batch at a time, and everything the owner or a rule decides about a campaign."""

from desktop_app.services.sending.loop import Sending

__all__ = ["Sending"]
