"""Names of months and days as Excel writes them for a locale tag such as `[$-407]`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """What a number format needs to know of a language."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    """Monday first."""
    short_days: tuple[str, ...]
    decimal: str = "."
    group: str = ","
    short_date: str = "yyyy-mm-dd"
    """What Excel's own "short date" (built-in 14) shows; ISO where the owner's system is not known."""


def _language(months: str, short_months: str, days: str, short_days: str) -> Language:
    return Language(tuple(months.split()), tuple(short_months.split()), tuple(days.split()), tuple(short_days.split()))


ENGLISH = _language(
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "Mon Tue Wed Thu Fri Sat Sun",
)
_GERMAN = _language(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "Mo Di Mi Do Fr Sa So",
)
_AUSTRIAN = _language(
    "Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
    "Jän Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "Mo Di Mi Do Fr Sa So",
)
_FRENCH = _language(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lun. mar. mer. jeu. ven. sam. dim.",
)
_RUSSIAN = _language(
    "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "Пн Вт Ср Чт Пт Сб Вс",
)
_RUSSIAN_IN_DATES = _language(
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "Пн Вт Ср Чт Пт Сб Вс",
)
_UKRAINIAN = _language(
    "Січень Лютий Березень Квітень Травень Червень Липень Серпень Вересень Жовтень Листопад Грудень",
    "січ лют бер кві тра чер лип сер вер жов лис гру",
    "понеділок вівторок середа четвер п'ятниця субота неділя",
    "Пн Вт Ср Чт Пт Сб Нд",
)
_SPANISH = _language(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago sep oct nov dic",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lu ma mi ju vi sá do",
)
_ITALIAN = _language(
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "lun mar mer gio ven sab dom",
)
_DUTCH = _language(
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "ma di wo do vr za zo",
)
_PORTUGUESE = _language(
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "seg ter qua qui sex sáb dom",
)
_POLISH = _language(
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "Pn Wt Śr Cz Pt So N",
)
_TURKISH = _language(
    "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
    "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
    "Pzt Sal Çar Per Cum Cmt Paz",
)

_BY_PRIMARY_ID = {
    0x07: _GERMAN,
    0x09: ENGLISH,
    0x0A: _SPANISH,
    0x0C: _FRENCH,
    0x10: _ITALIAN,
    0x13: _DUTCH,
    0x15: _POLISH,
    0x16: _PORTUGUESE,
    0x19: _RUSSIAN,
    0x1F: _TURKISH,
    0x22: _UKRAINIAN,
}
_BY_CODE = {
    "de": _GERMAN,
    "en": ENGLISH,
    "es": _SPANISH,
    "fr": _FRENCH,
    "it": _ITALIAN,
    "nl": _DUTCH,
    "pl": _POLISH,
    "pt": _PORTUGUESE,
    "ru": _RUSSIAN,
    "tr": _TURKISH,
    "uk": _UKRAINIAN,
}
_AUSTRIA = 0x0C07
_RUSSIAN_GENITIVE = 0xFC19


def language_for(tag: str) -> Language | None:
    """The language of a locale tag: hexadecimal (`407`, `FC19`, `1000407`) or a name (`de-DE`); None when unknown."""
    name = tag.strip().lower()
    if name == "de-at":
        return _AUSTRIAN
    code = _BY_CODE.get(name.split("-")[0])
    if code is not None and not _is_hexadecimal(name):
        return code
    if not _is_hexadecimal(name):
        return None
    number = int(name, 16) & 0xFFFF
    if number == _RUSSIAN_GENITIVE:
        return _RUSSIAN_IN_DATES
    if number == _AUSTRIA:
        return _AUSTRIAN
    return _BY_PRIMARY_ID.get(number & 0x3FF)


def _is_hexadecimal(text: str) -> bool:
    return len(text) > 2 and all(letter in "0123456789abcdef" for letter in text)
