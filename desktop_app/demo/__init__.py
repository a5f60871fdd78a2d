"""The practice gateway: SmsGateway24's wire over real HTTP on this computer only, odd answers included.

May import `domain` and `clock` only; `server` is the one door to uvicorn.
Where the real wire is unknown its words are invented and marked so; no client code may depend on them.
"""
