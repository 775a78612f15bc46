"""Words of what the JSON interface refuses."""

from __future__ import annotations

API: dict[str, tuple[str, str]] = {
    "refused.advice_changed": (
        "建议已与所见不同（日期、病历、知识库或程序有变），未确认。请重新查看",
        "The advice is no longer the one that was seen (day, record, knowledge or program); not confirmed. Read it again",
    ),
    "refused.not_trusted": (
        "知识库自检未通过，不给出建议。请立即告知管理员",
        "The knowledge fails its own check; there is no advice. Tell the administrator now",
    ),
    "refused.no_key": (
        "没有可用的接口密钥（无效、过期或已吊销）",
        "No key that opens this: unknown, run out or revoked",
    ),
    "refused.forbidden": ("此密钥或账号无此权限", "This key or its account may not do this"),
    "refused.no_such": ("没有此项", "There is no such thing"),
}
