"""Words of the pictures, of past advice and of supposing."""

from __future__ import annotations

PICTURES: dict[str, tuple[str, str]] = {
    "pictures.timeline.alt": (
        "时间轴，内容见日程",
        "Timeline; the schedule says the same in words",
    ),
    "pictures.trends.alt": ("趋势图，数值见病历条目", "Charts; the record has the values"),
    "pictures.lesions.alt": ("病灶图，表格在图下", "Lesion map, its table below it"),
    "pictures.ics": ("下载日历文件（不含姓名）", "Calendar file (it names nobody)"),
    "pictures.history.open": ("查看历次建议", "Every advice that was kept"),
    "pictures.what_if.open": ("打开假设推演", "Suppose something else"),
    "pictures.what_if.stored": ("仅为假设，不保存", "Supposed only, nothing is stored"),
    "pictures.what_if.ask": ("推演", "Show what changes"),
    "pictures.what_if.answer": ("变化", "What changes"),
    "past.at": ("时间", "At"),
    "past.by": ("对象", "To whom"),
    "past.purpose": ("用途", "Purpose"),
    "past.knowledge": ("知识库", "Knowledge"),
    "past.none": ("尚无留存的建议", "No advice has been kept yet"),
    "past.sent": ("接口发送", "sent"),
    "past.shown": ("显示", "shown"),
    "past.confirmed": ("已确认", "confirmed"),
    "past.printed": ("打印", "printed"),
    "past.again.same": (
        "现在重新计算，结果逐字节相同",
        "Asked again now, the answer is the same byte for byte",
    ),
    "past.again.different": (
        "▲ 现在重新计算，结果不同，请告知管理员",
        "▲ Asked again now, the answer differs: tell the administrator",
    ),
    "past.again.other_knowledge": (
        "知识库已更新，以下为当时的建议",
        "The knowledge is another one by now; this is the advice as it was",
    ),
    "past.again.other_program": (
        "程序已更新，以下为当时的建议",
        "The program is another one by now; this is the advice as it was",
    ),
}
