"""What a file is that cannot be read as a workbook, and what to do about it: its name can say anything."""

from __future__ import annotations

from service.file_kinds import called, is_compound, is_locked, is_presentation, is_word, parts_of

LOCKED = "文件已加密，请在 Excel 或 WPS 中取消密码后另存后重试。"
_DAMAGED = (
    "文件打不开，可能已损坏或不是 Excel 表格；请在 Excel 或 WPS 中打开后另存为 .xlsx 后重试。"
)
_COPY = "请打开它，把其中的表格复制到 Excel 或 WPS 表格里，另存为 .xlsx 后重试。"


def why_no_workbook(data: bytes) -> str:
    """Return why bytes cannot be read as a workbook and what to do, one Chinese sentence."""
    if is_locked(data):
        return LOCKED
    if is_word(data):
        return f"文件实际是 Word 文档，不是 Excel 表格，{_COPY}"
    if is_presentation(data):
        return f"文件实际是演示文稿，不是 Excel 表格，{_COPY}"
    parts = parts_of(data)
    if parts and not any(part.startswith("xl/") for part in parts):
        return "文件实际是压缩包，不是 Excel 表格，请解压后选择里面的表格。"
    kind = "" if is_compound(data) else called(data)
    if kind:
        return f"文件实际是{kind}，不是 Excel 表格，请换成原来的 Excel 表格，或把内容录入 Excel 后重试。"
    return _DAMAGED
