"""What an .xls tells beside its cells: percentages, hidden rows and columns, errors, old days, a password."""

from __future__ import annotations

import io
import struct
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from service.errors import UnreadableFile
from service.importing.compound import stream
from service.importing.old_parts import read_old_parts
from service.importing.sheet_parts import Parts
from service.importing.workbooks import Sheet, read_sheets

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def old(fill: Callable[[Any], None], *, more: Callable[[Any], None] = lambda _: None) -> bytes:
    """Return an .xls of one sheet that a function has filled, and the book another."""
    book, target = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    fill(book.add_sheet("数据"))
    more(book)
    book.save(target)
    return target.getvalue()


def shown(code: str) -> Any:
    style = xlwt.XFStyle()
    style.num_format_str = code
    return style


def only(data: bytes) -> Sheet:
    [sheet] = read_sheets(data)
    return sheet


@pytest.mark.parametrize(
    ("kept", "code", "read_as"),
    [
        (0.95, "0%", "95%"),
        (0.953, "0.0%", "95.3%"),
        (0.95, "0.00%", "95%"),
        (0.07, "0.00%;[Red]-0.00%", "7%"),
        (0.95, '0.00"%"', "0.95"),
        (0.95, "General", "0.95"),
        (0.95, '0.0"个百分点" %', "95%"),
        (1, "0%", "100%"),
        (45000, "YYYY-MM-DD", "2023-03-15"),
        (45000, 'YYYY"年"M"月"D"日"', "2023-03-15"),
    ],
)
def test_a_cell_is_read_as_its_format_shows_it(kept: float, code: str, read_as: str) -> None:
    assert only(old(lambda sheet: sheet.write(0, 0, kept, shown(code)))).grid == [[read_as]]


def test_numbers_in_a_row_are_each_read_by_their_own_format() -> None:
    """Neighbours that are packed into one record: 0.5, 1 % and 2 %."""

    def fill(sheet: Any) -> None:
        for column, code in enumerate(("General", "0%", "0.0%", "General")):
            sheet.write(2, column + 1, 0.25, shown(code))

    assert only(old(fill)).grid[-1] == ["", "0.25", "25%", "25%", "0.25"]


def test_a_row_of_packed_numbers_is_taken_apart() -> None:
    def records() -> bytes:
        begin = record(0x809, struct.pack("<HH12x", 0x600, 5))
        styles = record(0xE0, bytes(20)) + record(0xE0, struct.pack("<HH16x", 0, 9))
        globals_ = begin + styles + record(0x85, struct.pack("<I4xBB1s", 0, 1, 0, b"a"))
        place = len(globals_) + 4
        globals_ = globals_.replace(
            struct.pack("<HHI", 0x85, 11, 0), struct.pack("<HHI", 0x85, 11, place)
        )
        packed = struct.pack("<HHHIHIHIH", 3, 1, 0, 7, 1, 7, 1, 7, 3)
        # A chart within the sheet has records of its own.
        inner = begin + record(0x203, struct.pack("<HHHd", 9, 9, 1, 0.5)) + record(0x0A, b"")
        return (
            globals_ + record(0x0A, b"") + begin + inner + record(0xBD, packed) + record(0x0A, b"")
        )

    [sheet] = read_old_parts(compound("Workbook", records())).sheets
    assert sheet.percents == {(3, 2): 0, (3, 3): 0}


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def compound(name: str, content: bytes) -> bytes:
    """Return a compound file with one stream; short ones lie in sectors of 64 bytes."""
    small = len(content) < 4096
    size = 64 if small else 512
    sectors = -(-len(content) // size)
    padded = content.ljust(sectors * size, b"\0")

    def entry(called: str, kind: int, start: int, length: int) -> bytes:
        written = called.encode("utf-16-le") + b"\0\0"
        head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
        return head.ljust(116, b"\0") + struct.pack("<IQ", start, length)

    def chain(count: int, first: int = 0) -> list[int]:
        return [*range(first + 1, first + count), 0xFFFFFFFE]

    held = -(-len(padded) // 512)
    table = [0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *chain(held, 3)]
    assert len(table) <= 128
    root = entry("Root Entry", 5, 3 if small else 0xFFFFFFFE, len(padded) if small else 0)
    listed = root + entry(name, 2, 0 if small else 3, len(content))
    short = struct.pack(f"<{sectors}I", *chain(sectors)) if small else b""
    head = MARK.ljust(24, b"\0") + struct.pack("<HHHHH6xII", 62, 3, 0xFFFE, 9, 6, 0, 1)
    head += struct.pack("<II4sI", 1, 0, b"", 4096)[:4] + bytes(4) + struct.pack("<I", 4096)
    head += struct.pack("<IIII", 2 if small else 0xFFFFFFFE, int(small), 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    sheets = [struct.pack(f"<{len(table)}I", *table), listed, short, padded]
    return head + b"".join(one.ljust(-(-max(1, len(one)) // 512) * 512, b"\xff") for one in sheets)


@pytest.mark.parametrize("length", [1, 64, 65, 4095, 4096, 9000])
def test_a_stream_is_read_whole_from_short_and_long_sectors(length: int) -> None:
    content = bytes(number % 251 for number in range(length))
    assert stream(compound("Book", content), ("Workbook", "Book")) == content
    assert stream(compound("Other", content), ("Workbook", "Book")) == b""


@pytest.mark.parametrize(
    "data", [b"", b"PK", MARK, MARK + bytes(504), old(lambda sheet: sheet.write(0, 0, 1))[:3000]]
)
def test_a_damaged_file_tells_nothing(data: bytes) -> None:
    assert [one for one in read_old_parts(data).sheets if one != Parts()] == []


def test_a_chain_in_a_circle_ends() -> None:
    data = bytearray(compound("Book", bytes(9000)))
    # The second sector of the stream is followed by the first.
    struct.pack_into("<I", data, 512 + 4 * 4, 3)
    assert len(stream(bytes(data), ("Book",))) <= 9000


def peak(read: Callable[[], object]) -> int:
    """Return the most memory that was held beside what there was before."""
    tracemalloc.start()
    try:
        read()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_short_sectors_in_a_circle_end() -> None:
    data = bytearray(compound("Book", bytes(2000)))
    # The table of short sectors is the third sector; the sixth of them is followed by the third.
    struct.pack_into("<I", data, 512 * 3 + 4 * 5, 2)
    assert len(stream(bytes(data), ("Book",))) <= 2000


def test_a_sector_that_is_named_ten_thousand_times_is_held_once() -> None:
    size, lists = 4096, 10
    head = MARK.ljust(24, b"\0") + struct.pack("<HHHHH", 62, 4, 0xFFFE, 12, 6)
    head = head.ljust(48, b"\0") + struct.pack("<5I", 1, 0, 4096, 0xFFFFFFFE, 0)
    head = (head + struct.pack("<2I109I", 1, lists, *[0] * 109)).ljust(size, b"\0")
    named = [struct.pack("<1024I", *[0] * 1023, at + 2) for at in range(lists)]
    data = head + bytes(size) + b"".join(named)
    assert peak(lambda: read_old_parts(data)) < 20 * len(data)


def test_a_sheet_of_five_hundred_names_is_read_once() -> None:
    sheets, cells = 500, 1500

    def names(place: int) -> bytes:
        written = [f"{number:03}".encode() for number in range(sheets)]
        return b"".join(record(0x85, struct.pack("<IHBB", place, 0, 3, 0) + one) for one in written)

    begin, end = record(0x809, struct.pack("<HH12x", 0x600, 5)), record(0x0A, b"")
    styles = record(0xE0, struct.pack("<HH16x", 0, 9))
    place = len(begin + styles + names(0) + end)
    numbers = [record(0x203, struct.pack("<HHHd", row, 0, 0, 0.5)) for row in range(cells)]
    said = begin + styles + names(place) + end + begin + b"".join(numbers) + end
    data = compound("Workbook", said)
    told = read_old_parts(data).sheets
    assert [len(one.percents) for one in told] == [cells] * sheets
    assert peak(lambda: read_old_parts(data)) < 40 * len(data)


def spoilt() -> st.SearchStrategy[bytes]:
    """Return old workbooks, in long and in short sectors, with bytes changed and the end cut off."""
    long = old(lambda sheet: sheet.write(0, 0, 0.5, shown("0.0%")))
    short = compound("Workbook", record(0x809, struct.pack("<HH12x", 0x600, 5)))
    place = st.integers(0, 1 << 16)
    changes = st.lists(st.tuples(place, st.integers(0, 255)), max_size=8)

    def spoil(data: bytes, changed: list[tuple[int, int]], left: int) -> bytes:
        parts = bytearray(data)
        for at, byte in changed:
            parts[at % len(parts)] = byte
        return bytes(parts[: left or None])

    return st.builds(spoil, st.sampled_from([long, short]), changes, st.just(0) | place)


@given(data=spoilt())
def test_a_spoilt_file_is_read_to_its_end(data: bytes) -> None:
    book = read_old_parts(data)
    assert not book.locked or not book.sheets


def test_what_is_hidden_and_what_is_an_error_is_known() -> None:
    def fill(sheet: Any) -> None:
        for row in range(8):
            sheet.write(row, 0, row)
        for row in (2, 3, 6):
            sheet.row(row).hidden = True
        sheet.col(1).hidden = True
        sheet.row(1).set_cell_error(4, 0x2A)
        sheet.row(1).set_cell_boolean(5, True)

    def hide(book: Any) -> None:
        book.add_sheet("乙").write(0, 0, 1)
        book.get_sheet(1).visibility = 1

    first, second = read_sheets(old(fill, more=hide))
    assert (first.hidden, first.hidden_spans) == (3, ((2, 3), (6, 6)))
    assert first.hidden_columns == {1}
    assert first.faults == {(1, 4): "#N/A"}
    assert (first.concealed, second.concealed, second.hidden) == (False, True, 0)


def test_old_days_are_known() -> None:
    def change(book: Any) -> None:
        book.dates_1904 = 1

    assert only(old(lambda sheet: sheet.write(0, 0, 1), more=change)).old_days
    assert not only(old(lambda sheet: sheet.write(0, 0, 1))).old_days


def test_a_password_is_told() -> None:
    plain = old(lambda sheet: sheet.write(0, 0, 1))
    place = plain.index(struct.pack("<HH", 0xE1, 2))
    locked = plain[:place] + struct.pack("<HH", 0x2F, 2) + plain[place + 4 :]
    with pytest.raises(UnreadableFile, match="文件已加密，请在 Excel 或 WPS 中取消密码"):
        read_sheets(locked)
