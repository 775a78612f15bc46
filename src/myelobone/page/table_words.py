"""The layout words of the guideline's tables in both languages."""

from __future__ import annotations

from ..language.problems import Text

INFUSION = Text(zh="输注时间", en="infusion")
READ_AS = Text(zh="本软件的解读", en="as read here")
TABLE_PRINTS = Text(zh="表中印", en="table prints")
MARKS = Text(
    zh="{}：原表没有，依方括号内的解读或说明书规定；{}：原表所印，按方括号内的解读执行",
    en="{}: not printed there, rests on the readings or label rules in brackets; "
    "{}: printed, acted on as those readings say",
)
NO_TABLES = Text(zh="此知识库没有印出的表", en="This edition has no printed tables")
