"""Whose certificates are trusted: this computer's own."""

import ssl
import sys


def system_trust() -> ssl.SSLContext:
    """The system's certificates, TLS 1.2 or newer, host names checked.

    truststore asks Windows and macOS themselves; on Linux it would read the same bundle as OpenSSL again for every
    connection (30 ms on the loop's thread), so it is used there only where OpenSSL's own place is empty.
    """
    context = ssl.create_default_context()
    if sys.platform != "linux" or not context.cert_store_stats()["x509_ca"]:
        import truststore

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
