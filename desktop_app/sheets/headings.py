"""What headings mean: the words people put over columns, in the languages of the people we know."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from desktop_app.sheets.sheet import column_letter


class Meaning(StrEnum):
    """What a heading says its column holds."""

    MOBILE = "mobile"
    PHONE = "phone"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    FULL_NAME = "full name"
    TEXT = "text"
    TOKEN = "token"  # noqa: S105  # the name of a column, not a secret
    NOT_A_PHONE = "not a phone"
    OTHER = "other"


_WORDS: dict[Meaning, str] = {
    Meaning.TOKEN: "token|api token|access token|apitoken",
    Meaning.NOT_A_PHONE: (
        "fax|telefax|faks|факс|plz|postleitzahl|zip|postcode|cap|cp|iban|id|device id|deviceid|sim|customerid|"
        "customer id|kd nr|kdnr|kunden nr|kundennummer|kundennr|customer number|customer no|rechnungsnummer|invoice|"
        "datum|date|termin|betrag|amount|ust id|steuernummer|email|e mail|mail|timetosend|urgent|nip|pesel|инн"
    ),
    Meaning.MOBILE: (
        "mobil|mobile|mobiltelefon|mobilnummer|mobilnr|mobil nr|mobile number|mobile phone|mobile no|handy|handynummer|"
        "handynr|handy nr|cell|cell phone|cellphone|cellular|sms|sendto|send to|whatsapp|gsm|portable|mobile personnel|"
        "tel portable|telephone portable|movil|telefono movil|celular|cellulare|telefonino|komorka|komorkowy|"
        "telefon komorkowy|tel komorkowy|numer komorki|мобильный|моб|мобильный телефон|сотовый|сотовый телефон|"
        "мобилен|mobilni|cep|cep telefonu|telemovel|mobiel|mobilni telefon|matkapuhelin|mobiltlf"
    ),
    Meaning.PHONE: (
        "telefon|telefonnummer|telefonnr|telefon nr|tel|tel nr|telnr|rufnummer|nummer|phone|phone number|phonenumber|"
        "phone no|phone nr|telephone|telephone number|number|contact number|contact no|recipient|to|msisdn|"
        "numero|numero de telephone|telefono|numero de telefono|numero di telefono|numer|numer telefonu|nr tel|"
        "nr telefonu|телефон|номер|номер телефона|тел|contacto|recapito|telefone|telefoon|telefoonnummer|puhelin|tlf"
    ),
    Meaning.FIRST_NAME: (
        "vorname|rufname|first name|firstname|given name|givenname|forename|prenom|nombre|nombre de pila|nome|imie|"
        "имя|first|ad|isim|voornaam|fornavn|fornamn|etunimi|primeiro nome|jmeno"
    ),
    Meaning.LAST_NAME: (
        "nachname|familienname|zuname|last name|lastname|surname|family name|familyname|nom|nom de famille|apellido|"
        "apellidos|primer apellido|cognome|nazwisko|фамилия|last|soyad|soyadi|soyisim|achternaam|etternavn|efternamn|"
        "sobrenome|apelido|prijmeni"
    ),
    Meaning.FULL_NAME: (
        "name|full name|fullname|kunde|kundenname|customer|customer name|client|client name|contact|contact name|"
        "kontakt|ansprechpartner|empfanger|nom complet|nom et prenom|nombre completo|nombre y apellidos|cliente|"
        "nome e cognome|nome completo|imie i nazwisko|klient|фио|клиент|имя и фамилия|контакт|patient|mitglied|member"
    ),
    Meaning.TEXT: (
        "text|nachricht|nachrichtentext|sms text|smstext|message|message text|body|sms body|texte|mensaje|texto|"
        "messaggio|testo|wiadomosc|tresc|tekst|сообщение|текст|текст сообщения|mesaj|bericht|mensagem|zprava"
    ),
}

_MEANING = {word: meaning for meaning, words in _WORDS.items() for word in words.split("|")}
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def cleaned(text: str) -> str:
    """A heading as shown: one line, no invisible characters, single blanks."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def bare(text: str) -> str:
    """A heading as compared: no case, accents or punctuation."""
    decomposed = unicodedata.normalize("NFKD", cleaned(text).casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("ł", "l").replace("ı", "i")
    letters = unicodedata.normalize("NFC", letters)
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


_MEANING.update({bare(word): meaning for word, meaning in tuple(_MEANING.items())})


def meaning(heading: str) -> Meaning:
    """What the heading says: the whole of it, else a telling word inside ("Mobil privat", "Tel. 2")."""
    name = re.sub(r" \d{1,2}$", "", bare(heading))
    if found := _MEANING.get(name):
        return found
    words = name.split()
    told = [_MEANING[word] for word in words if word in _MEANING]
    for wanted in (Meaning.NOT_A_PHONE, Meaning.MOBILE, Meaning.PHONE):
        if wanted in told:
            return wanted
    for stem in ("mobil", "handy", "мобил", "celular", "cellul"):
        if stem in name:
            return Meaning.MOBILE
    for stem in ("telefon", "phone", "телефон"):
        if stem in name:
            return Meaning.PHONE
    return Meaning.OTHER


def is_known(cell: str) -> bool:
    """Whether a cell reads like a heading people use."""
    return len(cell) <= 60 and meaning(cell) is not Meaning.OTHER


def unique(names: Iterable[str]) -> list[str]:
    """Headings made usable as field names: "Column C" for a blank one, "Name (2)" for a second "Name"."""
    seen: set[str] = set()
    result = []
    for index, name in enumerate(names):
        # Braces and the bar mean something in a message; a heading with them could never be named there.
        wanted = re.sub(r"[{}|]", " ", cleaned(name))
        wanted = " ".join(wanted.split()) or f"Column {column_letter(index)}"
        chosen, count = wanted, 1
        while bare(chosen) in seen or chosen.casefold() in seen:
            count += 1
            chosen = f"{wanted} ({count})"
        seen.update((bare(chosen), chosen.casefold()) if bare(chosen) else (chosen.casefold(),))
        result.append(chosen)
    return result
