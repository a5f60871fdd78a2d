"""Makes the small set of messy sheets of this folder, and its MANIFEST.tsv: `python -m tests.data.sheets.make`.

Everything here is our own; it stands in for a larger corpus where none is given (tests/e2e/test_corpus.py).
"""

import gzip
from pathlib import Path

from tests.unit.sheets.workbooks import HEAD, MAIN, ods, packed, xlsx

HERE = Path(__file__).parent
ROW = '<row r="{n}"><c r="A{n}" t="str"><v>Anna</v></c><c r="B{n}"><v>49157529822{n:02d}</v></c></row>'
ROWS = "".join(ROW.format(n=n) for n in range(1, 13))
TABLE = "<table:table table:name='Data'>{}</table:table>"
ODS_ROW = (
    "<table:table-row{}><table:table-cell><text:p>Anna</text:p></table:table-cell>"
    "<table:table-cell><text:p>0157</text:p></table:table-cell></table:table-row>"
)
TEXT = "Name;Mobil\nMüller;0157\nGrößer;0158\n"
RUSSIAN = "Имя;Телефон\nИванов;+7916\nПетрова;+7917\n"
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
PREFIXED = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'  # noqa: E501  # XML as one piece
ONE_SHEET = '<sheet name="A" sheetId="1"/>'
OPENS, REFUSED = "opens", "clear error"

FILES: tuple[tuple[str, bytes, str, int | None], ...] = (
    ("plain.xlsx", xlsx(ROWS), OPENS, 12),
    ("far_corners.xlsx", xlsx(FAR), OPENS, 2),
    ("prefixed.xlsx", xlsx(sheet=HEAD + PREFIXED), OPENS, 1),
    (
        "no_relations.xlsx",
        packed(
            {
                "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets>{ONE_SHEET}</sheets></workbook>',
                "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{ROWS}</sheetData></worksheet>',
            }
        ),
        OPENS,
        12,
    ),
    ("errors.xlsx", xlsx('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'), OPENS, 1),
    ("empty_sheet.xlsx", xlsx(""), REFUSED, None),
    ("bomb.xlsx", xlsx(ROWS, parts={"xl/sharedStrings.xml": BOMB}), REFUSED, None),
    ("bare_ampersand.xlsx", xlsx('<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>'), REFUSED, None),
    ("cut.xlsx", xlsx(ROWS)[:900], REFUSED, None),
    ("text.xlsx", TEXT.encode(), REFUSED, None),
    ("nothing.xlsx", b"", REFUSED, None),
    ("plain.ods", ods(TABLE.format(ODS_ROW.format("") * 3)), OPENS, 3),
    ("repeated.ods", ods(TABLE.format(ODS_ROW.format(" table:number-rows-repeated='5'"))), OPENS, 5),
    ("billions.ods", ods(TABLE.format(ODS_ROW.format(" table:number-rows-repeated='1048576'") * 9)), REFUSED, None),
    ("locked.ods", ods("", manifest="<manifest><encryption-data/></manifest>"), REFUSED, None),
    ("utf8.csv", TEXT.encode(), OPENS, 3),
    ("utf16.csv", TEXT.encode("utf-16"), OPENS, 3),
    ("utf16_no_mark.csv", TEXT.encode("utf-16-le"), OPENS, 3),
    ("windows.csv", TEXT.encode("cp1252"), OPENS, 3),
    ("russian.csv", RUSSIAN.encode("cp1251"), OPENS, 3),
    ("unclosed.csv", b'a;b\n"x;1\ny;2\nz;3\n', OPENS, 4),
    ("old_mac.csv", b"a,b\r1,2\r", OPENS, 2),
    ("packed.csv", gzip.compress(TEXT.encode(), mtime=0), REFUSED, None),
    ("contacts.vcf", b"BEGIN:VCARD\nFN:Anna\nEND:VCARD\n", REFUSED, None),
    ("letter.pdf", b"%PDF-1.7\n%%EOF\n", REFUSED, None),
    ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", REFUSED, None),
)


def main() -> None:
    """Write the files and their list."""
    lines = ["file\texpected\trows_first_visible_sheet"]
    for name, data, expected, rows in FILES:
        (HERE / name).write_bytes(data)
        lines.append(f"{name}\t{expected}\t{'' if rows is None else rows}")
    (HERE / "MANIFEST.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
