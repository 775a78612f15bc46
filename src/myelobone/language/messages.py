"""What each refusal of a knowledge folder says, by its stable code."""

from __future__ import annotations

from .problems import Text

MESSAGES: dict[str, Text] = {
    # files
    "knowledge.no_folder": Text("找不到知识文件夹", "There is no such knowledge folder"),
    "knowledge.missing_file": Text("缺少必需的文件", "A file that every edition needs is missing"),
    "knowledge.unknown_file": Text("不认识的文件", "This file is not one that the folder may hold"),
    "knowledge.unreadable": Text("文件无法读取", "The file cannot be read"),
    # shape
    "knowledge.not_a_mapping": Text("这里应是若干“键: 值”", "Keys with values are expected here"),
    "knowledge.not_a_list": Text(
        "这里应是一个非空列表", "A list with at least one entry is expected here"
    ),
    "knowledge.not_a_text": Text("这里应是文字", "A text is expected here"),
    "knowledge.not_a_number": Text("这里应是数字", "A number is expected here"),
    "knowledge.not_a_quantity": Text(
        "这里应是带单位的数值", "A number with its unit is expected here"
    ),
    "knowledge.not_a_duration": Text("这里应是时长", "A duration is expected here"),
    "knowledge.not_a_tree": Text("这里应是一个条件", "A condition is expected here"),
    "knowledge.not_an_example": Text(
        "示例中的值看不懂", "This value of an example cannot be understood"
    ),
    "knowledge.missing_key": Text("缺少必需的键", "A required key is missing"),
    "knowledge.unknown_key": Text("不认识的键", "This key is not known here"),
    "knowledge.duplicate_id": Text("标识重复", "This id is already taken"),
    "knowledge.missing_id": Text(
        "条件不止一行，需要写 id", "A condition of several lines needs an id"
    ),
    "knowledge.one_form": Text("必须恰好写一种形式", "Exactly one form is needed"),
    "knowledge.bad_day": Text("不是有效日期", "This is not a date"),
    "knowledge.bad_digest": Text(
        "签署须写明所签内容的摘要", "A signature names the digest of what was signed"
    ),
    # grammar
    "knowledge.syntax": Text("这一行看不懂", "This line cannot be understood"),
    "knowledge.comma": Text("表达式里不能用逗号", "An expression holds no comma"),
    "knowledge.bracket": Text(
        "方括号、花括号只能用在单位里", "Brackets and braces stand only in a unit"
    ),
    # names
    "knowledge.unknown_fact": Text("没有这个事实", "There is no such fact"),
    "knowledge.unknown_term": Text("词表里没有这个条目", "The vocabulary has no such term"),
    "knowledge.unknown_attribute": Text("该条目没有这个属性", "This term has no such attribute"),
    "knowledge.unknown_group": Text("没有这个词组", "There is no such group of words"),
    "knowledge.unknown_word": Text(
        "这里不能用这个词", "This word is not one of those allowed here"
    ),
    "knowledge.unknown_statement": Text(
        "指南里没有这个条目号", "The guideline has no such statement"
    ),
    "knowledge.unknown_reading": Text("没有这个解读", "There is no such reading"),
    "knowledge.unknown_agent": Text("没有这个药物", "There is no such agent"),
    "knowledge.unknown_rule": Text("没有这条规则", "There is no such rule"),
    "knowledge.unknown_item": Text("日程里没有这一项", "The calendar has no such item"),
    "knowledge.unknown_topic": Text("没有这个主题", "The edition has no such topic"),
    "knowledge.unknown_printed": Text("没有这张印出的表", "There is no such printed table"),
    "knowledge.unknown_line": Text("该药没有这一行", "The agent has no such line"),
    "knowledge.not_in_statement": Text(
        "所引条文里没有这些字", "The statement cited does not hold these words"
    ),
    "knowledge.unknown_choice": Text("没有这个选择", "There is no such choice"),
    "knowledge.unknown_hold": Text(
        "暂停的不是药物、词组、用药类别或造影剂",
        "A hold names an agent, a group, a class or a term",
    ),
    "knowledge.unknown_unit": Text("不是有效的 UCUM 单位", "This is not a UCUM unit"),
    "knowledge.unlabelled_word": Text("这个词没有中英文标签", "This word has no label"),
    "knowledge.reserved_name": Text("这个名字是语言保留词", "This name is a word of the language"),
    "knowledge.name_taken": Text("选集与词表条目同名", "A selection is named like a term"),
    "knowledge.selection_as_value": Text("选集不能当作值使用", "A selection is never a value"),
    "knowledge.not_here": Text("这里不能用 it. 或 order.", "it. or order. cannot be used here"),
    # kinds and units
    "knowledge.dimension": Text("单位不相容", "These units measure different things"),
    "knowledge.kind": Text("值的类型不对", "This is the wrong kind of value"),
    "knowledge.factor": Text("换算系数与单位不符", "The factor is not that of the two units"),
    "knowledge.missing_unit": Text(
        "算式的结果需要写明单位", "The unit of a formula must be written"
    ),
    "knowledge.no_plausible": Text("词表没有写可信范围", "The vocabulary gives no plausible range"),
    # meaning
    "knowledge.cycle": Text("循环引用", "These depend on each other in a circle"),
    "knowledge.nested_as_of": Text("as of 里不能再用 as of", "`as of` cannot stand inside `as of`"),
    "knowledge.sliding_date": Text(
        "today 不能参与加减，否则日期会滑动", "`today` in a sum would slide"
    ),
    "knowledge.gap": Text("分档有空隙", "The bands leave a gap"),
    "knowledge.overlap": Text("分档有重叠", "Bands overlap"),
    "knowledge.missing_unknown": Text(
        "分档须以 unknown: ask 结尾", "Bands and cases end with `unknown: ask`"
    ),
    "knowledge.band": Text("分档的界限写法不对", "The limits of this band are not well formed"),
    "knowledge.otherwise": Text("otherwise 只能是最后一行", "`otherwise` must be the last row"),
    "knowledge.not_known_needs_reading": Text(
        "is not known 必须注明解读", "`is not known` needs a reading"
    ),
    "knowledge.not_known_in_dose": Text(
        "剂量不能依赖 is not known", "No dose may rest on `is not known`"
    ),
    "knowledge.dose_rests_on_bound": Text(
        "剂量不能依赖界限值", "No dose may rest on a plausible limit"
    ),
    # grounds
    "knowledge.missing_origin": Text(
        "没有 cite 就要写 origin", "Without `cite` an origin is needed"
    ),
    "knowledge.missing_cite": Text(
        "缺少出处：cite 或 reading", "A source is needed: cite or reading"
    ),
    "knowledge.strength": Text(
        "所引条目没有用这个动词", "The cited statements do not have this strength"
    ),
    # rules
    "knowledge.missing_example": Text("规则缺少示例", "A rule needs this kind of example"),
    "knowledge.one_outcome": Text("必须恰好有一个主要结果", "Exactly one main outcome is needed"),
    "knowledge.missing_choice_fact": Text(
        "每个选择须恰有一个 decided 事实", "Each choice has exactly one `decided` fact"
    ),
    # absence
    "knowledge.missing_because": Text("写了 absent 就要写原因", "`absent` needs its reason"),
    # texts
    "knowledge.one_language": Text("中英文都要写", "A text needs both languages"),
    "knowledge.typed_digit": Text("文字里不能直接写数字", "A text holds no typed digit"),
    "knowledge.unknown_placeholder": Text("占位符不是事实", "This placeholder names no fact"),
    "knowledge.placeholders_differ": Text(
        "中英文的占位符不一致", "The two languages show different placeholders"
    ),
    "knowledge.title_too_long": Text("标题超过 60 个字符", "A title has at most 60 characters"),
}
