"""SmsGateway24 over HTTP: pure request and reply functions, and one thin client around them.

May import `domain` only; `client` is the one door to httpx.
Every answer ends in one of four outcome classes; nothing here ever repeats a send.
"""
