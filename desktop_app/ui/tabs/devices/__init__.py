"""The tab Devices: the account's phones as cards, live; it shows what is known and makes nothing up."""
