"""One cell, read as a phone number: E.164 or the reason why not, with suggestions nobody uses unasked.

No digit ever changes silently: what is sent are the digits of the cell, less the trunk prefix of the country and the
"00" before a country code. Everything else is a suggestion.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from desktop_app.domain import countries, numbering, phone_text
from desktop_app.domain.numbering import TEXTABLE, Line
from desktop_app.domain.phone_quick import QuickReader
from desktop_app.domain.recipient import Group

DIGITS_LOST = "Excel keeps 15 digits; the last ones of this number are lost."

_NOT_TEXTABLE = {
    Line.FIXED: "This is a landline.",
    Line.PREMIUM: "This is a premium-rate number.",
    Line.TOLL_FREE: "This is a free-call number.",
    Line.SHARED_COST: "This is a service number.",
    Line.VOIP: "This is an internet phone line.",
    Line.PERSONAL: "This is a personal-service number.",
    Line.PAGER: "This is a pager.",
    Line.UAN: "This is a company service number.",
    Line.VOICEMAIL: "This is a voicemail line.",
}

_MOST_DIGITS = 15  # E.164


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phone cell says. `phone` is E.164 and only there when it is usable as it stands."""

    phone: str | None
    group: Group = Group.READY
    reason: str = ""
    """Template in plain words; `values` fill it."""
    values: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    """E.164; exactly one means a safe reading, more means a choice."""

    @property
    def sentence(self) -> str:
        """The reason in English, filled in; empty when the number is usable."""
        return self.reason.format(**self.values)


def _no(reason: str, *suggestions: str, **values: str) -> Reading:
    unique = tuple(dict.fromkeys(suggestions))
    return Reading(None, Group.NOT_A_NUMBER, reason, values, unique)


@cache
def reader(country: str) -> "PhoneReader":
    """The reader for a default country (ISO 3166-1 alpha-2), made once.

    Raises:
        BadUse: there is no such country.
    """
    return PhoneReader(country)


class PhoneReader(QuickReader):
    """Reads phone cells of people whose numbers without a country code belong to `country`."""

    def read(self, text: str, *, as_number: bool = False) -> Reading:
        """What the cell says.

        Args:
            text: the cell as Excel shows it.
            as_number: the file stores the cell as a number, so that a first 0 or "+" cannot be there.
        """
        if found := self.quick_number(text) if as_number else self.quick(text):
            return Reading(found)
        if len(text) > phone_text.LONGEST:
            return _no("This is not a phone number.")
        plain = phone_text.plain(text)
        if not plain:
            return Reading(None, Group.EMPTY, "There is no phone number.")
        if found := self.quick(plain):
            return Reading(found)
        if as_number and phone_text.GROUPED.fullmatch(plain):
            plain = "".join(filter(str.isdigit, plain))
        return self._special(plain) or self._of_digits(plain, as_number=as_number) or self._odd(plain)

    def _special(self, plain: str) -> Reading | None:
        """Cells that hold something else altogether, or a number another program has bent."""
        if phone_text.EMAIL.fullmatch(plain):
            return _no("This is an e-mail address.")
        if phone_text.DATE.fullmatch(plain):
            return _no("This looks like a date.")
        if bent := phone_text.SHORTENED.fullmatch(plain):
            exact = bent[1] + (bent[2] or "")
            if len(exact) == int(bent[3]) + 1 and 7 <= len(exact) <= _MOST_DIGITS:
                return self._of_digits(exact, as_number=True)
            return _no("Excel shortened this number.")
        if (whole := phone_text.WHOLE.fullmatch(plain)) and len(whole[1]) >= 7:
            return self._of_digits(whole[1], as_number=True)
        return None

    def _of_digits(self, plain: str, *, as_number: bool) -> Reading | None:
        digits = phone_text.digits(plain, _drops_zero)
        if digits is None or (len(digits) > _MOST_DIGITS + 3 and not as_number):
            return None
        if digits.startswith("+"):
            return self._abroad(digits[1:], "+")
        if len(digits) > _MOST_DIGITS and as_number:
            return _no(DIGITS_LOST)
        if len(digits) <= 6:
            return self._short(digits)
        if prefix := self._plan.abroad.match(digits):
            return self._abroad(digits[prefix.end() :], prefix[0]) if prefix.end() < len(digits) else None
        if digits.startswith("00"):
            return _no("Is this a number abroad?", *self._usable("+" + digits[2:]))
        return self._at_home(digits, as_number=as_number)

    def _short(self, digits: str) -> Reading:
        if numbering.is_emergency(digits, self._plan.code):
            return _no("{number} is an emergency number.", number=digits)
        return _no("Too short for a phone number.")

    def _abroad(self, digits: str, prefix: str) -> Reading:
        """A number with its country code; `prefix` is what stood before it."""
        parts = numbering.split_international(digits)
        if parts is None:
            return _no("No country has the code +{code}.", code=digits[:3])
        code, national = parts
        line, region = numbering.line_of(code, national)
        judged = numbering.library_reading("+" + digits, self._plan.code)
        if line is not Line.UNKNOWN and judged in (parts, None):
            return _of_line(code, national, line)
        trunk = _trunk_of(code)
        if trunk and national.startswith(trunk) and (fixed := self._usable(f"+{code}{national[len(trunk) :]}")):
            return _no("One {digit} too many after {prefix}.", *fixed, digit=trunk, prefix=prefix + code)
        if judged and judged != parts and (fixed := self._usable("+" + "".join(judged))):
            return _no("Is this number complete?", *fixed)
        return _wrong_length(national, region)

    def _at_home(self, digits: str, *, as_number: bool) -> Reading:
        """A number without "+" or "00"."""
        if self._trunk and digits.startswith(self._trunk):
            return self._with_trunk(digits)
        own = digits[len(self._code) :] if digits.startswith(self._code) else ""
        with_code = numbering.line_of(self._code, own)[0] if own else Line.UNKNOWN
        local, rewritten = self._local(digits)
        lines = {
            f"+{code}{national}": line
            for code, national, line in ((self._code, own, with_code), (self._code, digits, local))
            if line in TEXTABLE
        }
        if len(lines) > 1:
            return _no("Does this number begin with its country code?", *lines)
        if lines and (as_number or not self._needs_zero or with_code in TEXTABLE):
            return Reading(next(iter(lines)))
        if lines:
            return _no("The first 0 is missing.", *lines)
        if with_code is not Line.UNKNOWN and (local is Line.UNKNOWN or (self._needs_zero and not as_number)):
            return _of_line(self._code, own, with_code)
        if foreign := self._usable("+" + digits) if len(digits) >= 10 else ():
            return _no("Is the + missing?", *foreign)
        if local is not Line.UNKNOWN and (as_number or not self._needs_zero):
            return _of_line(self._code, digits, local)
        if rewritten:
            return _no("Is this number complete?", *rewritten)
        return self._unplaced(digits)

    def _unplaced(self, digits: str) -> Reading:
        """Digits that fit neither this country nor another."""
        if len(digits) > _MOST_DIGITS:
            return _no("Too many digits for one number.")
        if self._needs_zero:
            return _no("This number has no country code and no first 0.")
        return _wrong_length(digits, self._plan)

    def _with_trunk(self, digits: str) -> Reading:
        national = digits[len(self._trunk) :]
        judged = numbering.library_reading(digits, self._plan.code)
        line = numbering.line_of(self._code, national)[0]
        if judged == (self._code, national) and line is not Line.UNKNOWN:
            return _of_line(self._code, national, line)
        if judged in ((self._code, digits), (self._code, digits[len(self._code) :])):
            code, kept = self._code, judged[1]
            if (kept_line := numbering.line_of(code, kept)[0]) is not Line.UNKNOWN:
                return _of_line(code, kept, kept_line)
        if judged and (rewritten := self._usable("+" + "".join(judged))):
            return _no("Is this number complete?", *rewritten)
        return _wrong_length(national, self._plan)

    def _local(self, digits: str) -> tuple[Line, tuple[str, ...]]:
        """The line of digits without trunk prefix, and the library's reading where it would rewrite them."""
        line = numbering.line_of(self._code, digits)[0]
        if self._plan.trunk_is_plain and not digits.startswith(self._code):
            return line, ()  # nothing the library could take off
        judged = numbering.library_reading(digits, self._plan.code)
        if judged is None or judged == (self._code, digits) or digits == "".join(judged):
            return line, ()
        return Line.UNKNOWN, self._usable("+" + "".join(judged))

    def _odd(self, plain: str) -> Reading:
        """Cells with letters, several numbers or words beside the number."""
        if found := phone_text.EXTENSION.match(plain):
            return _no("This number has an extension; a text cannot use it.", *self._usable(found["base"]))
        if letters := self._letters(plain):
            return letters
        if numbers := phone_text.several(plain):
            return _no("Two numbers in one cell.", *self._choices(numbers))
        if pair := next((pair for pair in phone_text.halves(plain) if all(map(self._usable, pair))), None):
            return _no("Two numbers in one cell.", *self._choices(list(pair)))
        if "\n" in plain and (joined := self._usable(plain.replace("\n", " "))):
            return _no("There is a line break in this number.", *joined)
        if sum(map(str.isdigit, plain)) > _MOST_DIGITS and not any(map(str.isalpha, plain)):
            return _no("Too many digits for one number.")
        return self._among_words(plain) or _no("This is not a phone number.")

    def _among_words(self, plain: str) -> Reading | None:
        numbers = phone_text.runs(plain) if any(map(str.isalpha, plain)) else []
        if len(numbers) > 1:
            return _no("Two numbers in one cell.", *self._choices(numbers))
        alone = self._usable(numbers[0]) if numbers else ()
        return _no("There is more than a number in this cell.", *alone) if alone else None

    def _letters(self, plain: str) -> Reading | None:
        """A number in which letters stand for 0 and 1."""
        swapped = plain.translate(phone_text.LOOKALIKES)
        changed = {before for before, after in zip(plain, swapped, strict=True) if before != after}
        found = self._usable(swapped) if changed else ()
        if not found:
            return None
        if changed <= phone_text.LOOKS_LIKE_ZERO:
            return _no("Letter O instead of zero?", *found)
        if not changed & phone_text.LOOKS_LIKE_ZERO:
            return _no("Letter {letter} instead of 1?", *found, letter=min(changed))
        return _no("Letters instead of digits?", *found)

    def _choices(self, texts: list[str]) -> list[str]:
        """E.164 of every number that exists, textable or not: a person picks (two choices, never one safe one)."""
        found = []
        for text in texts:
            digits = phone_text.digits(phone_text.plain(text), _drops_zero)
            judged = numbering.library_reading(digits, self._plan.code) if digits else None
            if judged and numbering.line_of(*judged)[0] is not Line.UNKNOWN:
                found.append("+" + "".join(judged))
        return found

    def _usable(self, text: str) -> tuple[str, ...]:
        """The number in `text` when it is usable as it stands."""
        if found := self.quick(text):
            return (found,)
        reading = self._of_digits(text, as_number=False)
        return (reading.phone,) if reading and reading.phone else ()


def _drops_zero(code: str) -> bool:
    return code in numbering.CALLING_CODES and _trunk_of(code) == "0"


@cache
def _trunk_of(code: str) -> str:
    regions = numbering.regions_of(code)
    return regions[0].trunk if regions else ""


def _of_line(code: str, national: str, line: Line) -> Reading:
    if line in TEXTABLE:
        return Reading(f"+{code}{national}")
    return Reading(None, Group.LANDLINE, _NOT_TEXTABLE[line])


def _wrong_length(national: str, region: numbering.Region | None) -> Reading:
    lengths = region.mobile_lengths if region is not None else frozenset()
    if region is None or not lengths:
        return _no("There is no such number.")
    country = countries.name(region.code)
    missing, extra = min(lengths) - len(national), len(national) - max(lengths)
    if missing == 1:
        return _no("1 digit missing for {country}.", country=country)
    if missing > 1:
        return _no("{count} digits missing for {country}.", count=str(missing), country=country)
    if extra == 1:
        return _no("1 digit too many for {country}.", country=country)
    if extra > 1:
        return _no("{count} digits too many for {country}.", count=str(extra), country=country)
    return _no("No mobile in {country} has such a number.", country=country)
