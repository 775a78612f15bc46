"""What each problem of a record says, by its stable code; `docs/reference/problems.md` lists them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..language.problems import Problem, Text, nearest

LONGEST_FOUND = 80
MOST_SUGGESTED = 200  # problems that name the nearest word, so that a hostile file stays cheap

MESSAGES: dict[str, Text] = {
    # the whole file
    "record.not_found": Text("找不到这个文件", "There is no such file"),
    "record.unreadable": Text("文件无法读取", "The file cannot be read"),
    "record.too_large": Text("病历超出大小限制", "The record is beyond the size limits"),
    "record.too_deep": Text("嵌套过深", "Nested too deeply"),
    "record.not_utf8": Text(
        "文件不是 UTF-8 编码，请另存为 UTF-8", "The file is not UTF-8, save it as UTF-8"
    ),
    "record.not_json": Text("不是有效的 JSON", "This is not valid JSON"),
    "record.duplicate_key": Text("同一个键写了两次", "The same key is written twice"),
    "record.not_a_number": Text(
        "NaN、无穷大和过大的数不能作为数值", "NaN, infinity and oversized numbers are not accepted"
    ),
    "record.not_plain": Text("含有无法读取的内容", "This part cannot be read as plain data"),
    "record.not_a_record": Text("这不是一份病历", "This is not a patient record"),
    "record.format": Text("病历格式版本不对", "This is not the record format that is read here"),
    "record.patient_id": Text("缺少患者编号 patient.id", "The patient has no id"),
    "record.id_in_quotes": Text(
        "患者编号请加引号，以免丢失开头的 0", "Put the id in quotes, a leading zero would be lost"
    ),
    "record.entries": Text("entries 应是条目列表", "`entries` must be a list"),
    "record.other_patient": Text("两份病历不是同一患者", "These records are of different patients"),
    # person and site
    "record.patient_conflict": Text(
        "两份病历的说法不一致，按未知处理", "The merged records disagree, read as unknown"
    ),
    # an entry
    "record.not_an_entry": Text(
        "条目应写成“键: 值”，未采用", "An entry is keys with values, not used"
    ),
    "record.no_term": Text("条目缺少 what，未采用", "The entry does not say `what`, not used"),
    "record.unknown_term": Text("词表里没有这个条目，未采用", "There is no such term, not used"),
    "record.unknown_attribute": Text(
        "这里没有这一项，未采用", "There is no such key here, not used"
    ),
    "record.missing_value": Text("缺少 value，未采用", "The value is missing, not used"),
    "record.missing_attribute": Text("缺少必填项，未采用", "A required key is missing, not used"),
    "record.unknown_word": Text(
        "这里不能用这个词，未采用", "This word is not allowed here, not used"
    ),
    "record.unknown_site": Text("没有这个部位，未采用", "There is no such site, not used"),
    "record.not_a_text": Text("这里应是文字，未采用", "A text is expected here, not used"),
    "record.not_a_list": Text("这里应是列表，未采用", "A list is expected here, not used"),
    # quantities
    "record.not_a_quantity": Text(
        "应写成“数字 单位”，未采用", "Write a number and its unit, not used"
    ),
    "record.no_unit": Text("数值没有单位，未采用", "The number has no unit, not used"),
    "record.wrong_unit": Text(
        "该条目不接受这个单位，未采用", "This unit is not accepted here, not used"
    ),
    "record.implausible": Text("超出可信范围，未采用", "Outside plausible limits, not used"),
    "record.word_for_number": Text(
        "只有文字没有数值，请补数值", "A word stands for the number, enter the number"
    ),
    "record.full_width": Text("请用半角字符，未采用", "Full-width characters, not used"),
    "record.comma": Text(
        "数字里不能有逗号，小数点用 “.”，未采用",
        "No comma in a number, the decimal mark is a point, not used",
    ),
    "record.flag": Text("请去掉箭头等标记，未采用", "Leave out arrows and flags, not used"),
    "record.comparator": Text(
        "该条目没有可信范围，不能写大于、小于，未采用",
        "The term has no plausible limits, so a comparator cannot be read, not used",
    ),
    "record.range": Text("参考范围看不懂，未采用", "This reference range cannot be read, not used"),
    # days
    "record.not_a_day": Text("不是有效日期，未采用", "This is not a date, not used"),
    "record.ambiguous_day": Text("日月次序不明，未采用", "Day and month are ambiguous, not used"),
    "record.time_zone": Text(
        "请写当地时间，不带时区，未采用", "Write local time without a zone, not used"
    ),
    "record.period": Text("结束早于开始，未采用", "The period ends before it begins, not used"),
    "record.undated": Text("没有日期，无法判断新旧", "There is no date, so its age is unknown"),
    # across entries
    "record.conflict": Text(
        "同一天有两种说法，按未知处理", "Two answers on one day, read as unknown"
    ),
    "record.proportion": Text(
        "两项数值不相称，可能写反，未采用",
        "These two do not fit together, perhaps swapped, not used",
    ),
    "record.before_birth": Text("日期早于出生", "The day lies before birth"),
    "record.repeated": Text(
        "同一事件重复录入，只计一次", "The same event entered twice, counted once"
    ),
    "record.after_today": Text("日期在查询日之后", "The day lies after the day asked about"),
    "record.jump": Text(
        "与上次相差过大，请复查确认", "Far from the last value, repeat it to confirm"
    ),
}


class Fault(Struct, frozen=True):
    """Something wrong whose place in the record the caller knows.

    `words` are those that were allowed, with their printed names: the nearest is looked for last,
    because that is slow.
    """

    code: str
    found: str | None = None
    allowed: str | None = None
    nearest: str | None = None
    words: tuple[str, ...] = ()
    names: Mapping[str, Text] = {}

    def at(self, where: str, *, suggest: bool = True) -> Problem:
        """The problem at a path of the record (`entries[2].value`) or a place in a file."""
        found = self.found
        if found is not None and len(found) > LONGEST_FOUND:
            found = found[: LONGEST_FOUND - 1] + "…"
        return Problem(
            code=self.code,
            where=where,
            found=found,
            allowed=self.allowed,
            nearest=self._likely() if suggest and self.words else self.nearest,
            message=MESSAGES[self.code],
        )

    def _likely(self) -> str | None:
        """The allowed word most like `found`, also by its printed name or without regard to case."""
        if self.nearest is not None or self.found is None or len(self.found) > LONGEST_FOUND:
            return self.nearest
        shown = self.found.strip()
        plain = shown.casefold().replace(" ", "_").replace("-", "_")
        for word in self.words:
            name = self.names.get(word)
            if word.casefold() == plain or (name is not None and shown in (name.zh, name.en)):
                return word
        return nearest(plain, self.words)
