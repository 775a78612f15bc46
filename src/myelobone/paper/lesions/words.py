"""The words of the layout of the map in both languages; every clinical word comes from knowledge."""

from __future__ import annotations

from ...page.words import Lang

WORDS: dict[str, tuple[str, str]] = {
    "map": ("病灶图", "Lesion map"),
    "front": ("前面观", "Anterior"),
    "back": ("后面观", "Posterior"),
    "side": ("脊柱侧面", "Spine, side"),
    "right": ("右", "R"),
    "left": ("左", "L"),
    "what": ("部位", "Site"),
    "kind": ("类型", "Kind"),
    "size": ("大小", "Size"),
    "how": ("方法", "Method"),
    "day": ("日期", "Day"),
    "status": ("变化", "Change"),
    "new": ("新发", "new"),
    "grown": ("增大", "grown"),
    "same": ("不变", "same"),
    "gone": ("未再见", "gone"),
    "smaller": ("缩小", "smaller"),
    "unknown": ("不明", "not known"),
    "unlike": ("不可比", "not comparable"),
    "unlike_why": ("不可比：另一日没有同法、同范围且列出所见的检查。",
                   "Not comparable, the other day has no study of that method and region with its findings listed."),
    "tint": ("受累骨", "bone involved"),
    "inexact": ("侧别或节段未记", "side or level not recorded"),
    "one": ("1处", "1 entry"),
    "many": ("{}处", "{} entries"),
    "nothing": ("截至该日，记录中没有可画的所见。", "Nothing to draw is recorded up to this day."),
    "unplaced": ("图上无处可放", "Without a place on the drawing"),
    "no_site": ("未记部位", "site not recorded"),
    "rests": ("所据检查", "Studies"),
    "unlisted": ("未列所见，不等于{}", "findings not listed, not a {} study"),
    "found": ("{}处所见", "{} findings"),
    "found_one": ("1处所见", "1 finding"),
    "no_study": ("记录中没有影像，图上空白不等于没有病灶。",
                 "No study is recorded, an empty drawing does not mean that there are none."),
    "undated": ("{}项无日期，未画出", "{} without a day, not drawn"),
    "at": ("{}的检查", "study of {}"),
    "against": ("与{}比较", "against {}"),
    "none_that_day": ("{}无已做的检查", "no study done on {}"),
    "earlier": ("前次", "Before"),
    "later": ("本次", "Now"),
    "summary": ("{}处标记：{}", "{} markers: {}"),
}  # fmt: skip


def word(key: str, lang: Lang) -> str:
    """The layout word `key` in `lang`; raises KeyError for a word that is not one."""
    zh, en = WORDS[key]
    return zh if lang == "zh" else en
