"""Words and rules: what a message, a phone, a campaign is and what may happen to it.

No input or output, no clock, no randomness, no Qt; time is always an argument.
Only the standard library, `phonenumbers` (in `phone`) and `zoneinfo` (in `quiet_hours`).
"""
