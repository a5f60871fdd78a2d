"""Small workbooks made by hand, part by part, so that tests decide every byte."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def xlsx(
    rows: str = "",
    *,
    strings: str = "",
    formats: tuple[str, ...] = (),
    before: str = "",
    after: str = "",
    sheet: str | None = None,
    sheets: str = '<sheet name="Data" sheetId="1" r:id="rId1"/>',
    properties: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An .xlsx with one worksheet (`rows`: its `<row>` elements) and style n+1 for the n-th of `formats`."""
    numbered = enumerate(formats, 164)
    styles = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in numbered)
    xfs = "".join(f'<xf numFmtId="{n}"/>' for n in [0, *range(164, 164 + len(formats))])
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATED}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">{properties}'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATED}/worksheet" Target="/xl/worksheets/sheet2.xml"/>'
        f'<Relationship Id="rId3" Type="{RELATED}/chartsheet" Target="chartsheets/sheet1.xml"/>'
        f'<Relationship Id="rId4" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{styles}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet
        or f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>',
    }
    if strings:
        content["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>'
    content.update(parts or {})
    return packed(content)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


ODS_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def ods(tables: str, styles: str = "", manifest: str = "<manifest/>") -> bytes:
    """An .ods with the given `<table:table>` elements."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": f"{HEAD}<office:document-content {ODS_NAMES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>{body}</office:document-content>",
        }
    )
