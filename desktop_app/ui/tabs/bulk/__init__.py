"""Bulk send: the six steps from a workbook to Send, and the progress of a campaign."""
