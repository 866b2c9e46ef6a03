"""Builds `corpora/lexicons/places.tsv` and `counties.tsv`: which place lies in which.

Run: `python -m corpora.build.places adcodes.csv`, where the csv has the columns adcode (the codes of
GB/T 2260, twelve digits) and name; such a file comes with the package cpca 0.5.5 (MIT licence), made
from the codes that the Ministry of Civil Affairs publishes. Only facts are taken: names and containment.

Steps:
1. Provinces and prefectures get their short name (浙江, 宁波, 延边): what a brand name would hold.
2. `place_words.tsv`, kept by hand, tells which of these are words or themes before they are places.
3. Counties keep their full name (慈溪市; not 城区, 郊区): only a unit's own name is searched for them.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "lexicons"
_PEOPLES = (
    "藏族|羌族|土家族|苗族|彝族|蒙古族|朝鲜族|布依族|傈僳族|回族|侗族|壮族|傣族|景颇族|白族|哈尼族|哈萨克|"
    "柯尔克孜|维吾尔"
)
_TAIL = re.compile(rf"(?:{_PEOPLES})*(?:特别行政区|自治区|自治州|省|市|地区|盟|蒙古自治州)$")
_LEFT_OUT = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")

PLACES = """\
# Provinces and prefectures by the short name they go by, and the province each lies in.
# Columns: name, level (province, city), province. Built by corpora/build/places.py from the codes of
# GB/T 2260. Licence: facts, no rights claimed. Inclusion: all of the country's.
"""
COUNTIES = """\
# Counties, districts and county-level cities by full name, and where each lies; for the names of units.
# Columns: name, city (the province itself where none is between), province. Built by corpora/build/places.py
# from the codes of GB/T 2260. Licence: facts, no rights claimed. Inclusion: all. Two may share a name.
"""


def short(name: str) -> str:
    """Return a province's or prefecture's name as it is spoken: 延边朝鲜族自治州 is 延边."""
    name = "内蒙古" if name.startswith("内蒙古") else name
    name = name.removesuffix("蒙古自治州")
    return _TAIL.sub("", name)


def read(path: Path) -> dict[str, str]:
    """Return names by code, without the lines that only hold a place in the tree."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["adcode"][:6]: row["name"] for row in csv.DictReader(file)}
    return {code: name for code, name in rows.items() if name not in _LEFT_OUT}


def main() -> None:
    """Write both tables."""
    names = read(Path(sys.argv[1]))
    provinces = {code[:2]: short(name) for code, name in names.items() if code.endswith("0000")}
    places: set[tuple[str, ...]] = {(name, "province", name) for name in provinces.values()}
    counties: set[tuple[str, ...]] = set()
    for code, name in names.items():
        province = provinces[code[:2]]
        if code.endswith("00"):
            if not code.endswith("0000"):
                places.add((short(name), "city", province))
        elif len(name) > 2 or name.endswith("县"):
            city = names.get(code[:4] + "00")
            counties.add((name, short(city) if city else province, province))
    _write("places.tsv", PLACES, places)
    _write("counties.tsv", COUNTIES, counties)


def _write(file: str, header: str, rows: set[tuple[str, ...]]) -> None:
    text = header + "".join(line + "\n" for line in sorted("\t".join(row) for row in rows))
    (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{file}: {len(rows)}\n")


if __name__ == "__main__":
    main()
