"""The sentences for files that cannot be read: what it is and what to do (design/UX.md 4.4, step 1)."""

from desktop_app.domain.errors import BadFile

_SAVE_AGAIN = "Open it in Excel and save it again as .xlsx."
_NOTHING_SENT = "Nothing is sent."


def password() -> BadFile:
    """Encrypted."""
    return BadFile("This workbook is locked with a password.", "", "Save a copy without it and try again.")


def damaged() -> BadFile:
    """Cut, overwritten, or not what it claims."""
    return BadFile("We can't read this file: it is damaged.", "", _SAVE_AGAIN)


def empty_file() -> BadFile:
    """Nothing in it at all."""
    return BadFile("This file is empty.", "", "Save your list again and choose it once more.")


def no_rows() -> BadFile:
    """No visible sheet has a filled cell."""
    return BadFile("This sheet has no rows.", "", "Choose a file with a list of phone numbers on a visible sheet.")


def hollow() -> BadFile:
    """A few bytes that claim millions of cells."""
    return BadFile(
        "This file claims far more cells than it holds.", "", "Copy your list into a new workbook and try again."
    )


def unsafe() -> BadFile:
    """Tricks no office program writes: entities, document types."""
    return BadFile("This file is refused as unsafe: it holds instructions no workbook needs.", "", _SAVE_AGAIN)


def too_large() -> BadFile:
    """More memory or space than a list of people needs."""
    return BadFile(
        "This file is too large for us: it would fill this computer's memory.",
        "",
        "Copy the columns you need into a new workbook, or split it, and try again.",
    )


def too_slow() -> BadFile:
    """Out of the time a file of its size may take."""
    return BadFile(
        "Reading this file takes too long.", "", "Copy the columns you need into a new workbook and try again."
    )


def broke_reader() -> BadFile:
    """The reading process died over it."""
    return BadFile("We can't read this file: reading it failed.", _NOTHING_SENT, _SAVE_AGAIN)


def cancelled() -> BadFile:
    """The owner cancelled; the file has to be opened again."""
    return BadFile("Reading was cancelled.", _NOTHING_SENT, "Open the file again when you want to go on.")


def not_open() -> BadFile:
    """A question about a file before there is one."""
    return BadFile("No file is open.", "", "Choose a file first.")


def no_such_sheet(name: str) -> BadFile:
    """The sheet asked for does not exist or is hidden."""
    return BadFile("There is no sheet {name} in this file.", "", "Choose one of its visible sheets.", name=name)


def missing(name: str) -> BadFile:
    """The path leads nowhere."""
    return BadFile("{name} is not there any more.", "", "Check the folder or the drive and try again.", name=name)


def locked(name: str) -> BadFile:
    """The system refuses to open it."""
    return BadFile("{name} cannot be opened.", "", "Close it in other programs and try again.", name=name)


def unreadable(name: str) -> BadFile:
    """The drive or network fails while reading."""
    return BadFile(
        "Reading {name} failed half-way.", "", "Check the drive or the network connection and try again.", name=name
    )


def changing(name: str) -> BadFile:
    """Another program keeps writing it."""
    return BadFile(
        "{name} is being changed by another program.", "", "Wait until it is saved and try again.", name=name
    )


def not_a_file(name: str) -> BadFile:
    """A folder, pipe or device."""
    return BadFile("{name} is not a file we can read.", "", "We need Excel, OpenDocument or CSV.", name=name)


def wrong_kind(kind: str) -> BadFile:
    """Something else entirely; `kind` is what it is, as in "a PDF"."""
    return BadFile(
        "This is {kind}. We need Excel, OpenDocument or CSV.", "", "Export the list as .xlsx or .csv.", kind=kind
    )


def apple_numbers() -> BadFile:
    """An Apple Numbers document."""
    return BadFile("This is a Numbers file.", "", "In Numbers choose File \u203a Export To \u203a Excel.")


def contacts_file() -> BadFile:
    """VCards."""
    return BadFile("This is a contacts file (vCard).", "", "Export your contacts as CSV instead and choose that file.")


def google_link() -> BadFile:
    """A link to, or a shortcut for, a Google sheet."""
    return BadFile(
        "This is a link to a Google sheet.", "", "In Google Sheets choose File \u203a Download \u203a Microsoft Excel."
    )


def web_page() -> BadFile:
    """HTML, however it is named."""
    return BadFile("This is a web page, not a workbook.", "", _SAVE_AGAIN)


def xml_2003() -> BadFile:
    """SpreadsheetML of 2003 and other bare XML."""
    return BadFile("This is an XML file of an older kind.", "", _SAVE_AGAIN)


def unknown() -> BadFile:
    """Bytes we have no name for."""
    return BadFile("We can't read this file: it is no spreadsheet we know.", "", _SAVE_AGAIN)
