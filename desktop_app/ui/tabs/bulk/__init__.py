"""Bulk send: six steps from a workbook to Send, then Progress and the receipt.

Steps only show a draft and ask the services; they never wait. `steps` is the tab, `draft` what the steps share.
"""
