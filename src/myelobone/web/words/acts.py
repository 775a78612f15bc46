"""What the acts of the trail are called on its page; an act without words here is shown as it is written."""

from __future__ import annotations

from ...page.words import Lang

ACTS: dict[str, tuple[str, str]] = {
    "access.refused": ("越权被拒", "access refused"),
    "account.changed": ("更改账号", "account changed"),
    "account.created": ("新建账号", "account made"),
    "account.disabled": ("停用账号", "account closed"),
    "account.enabled": ("恢复账号", "account opened again"),
    "account.factor_dropped": ("清除第二因素", "second factor dropped"),
    "account.factor_set": ("启用第二因素", "second factor set"),
    "account.password_reset": ("发一次性密码", "one-time password given"),
    "account.password_set": ("更改密码", "password changed"),
    "advice.asked": ("请求建议", "advice asked for"),
    "advice.confirmed": ("确认建议", "advice confirmed"),
    "advice.failed": ("建议未能给出", "advice failed"),
    "advice.printed": ("打印建议", "advice printed"),
    "advice.sent": ("发送建议", "advice sent"),
    "advice.shown": ("显示建议", "advice shown"),
    "again.done": ("再次确认身份", "identity shown again"),
    "backup.made": ("备份", "backup made"),
    "clinic.restored": ("恢复备份", "backup restored"),
    "clinic.started": ("启动", "started"),
    "clock.accepted": ("认可时钟", "clock accepted"),
    "context.opened": ("从医院系统打开", "opened from the hospital's system"),
    "context.refused": ("医院系统链接被拒", "address of the hospital's system refused"),
    "demo.filled": ("装入示例", "examples loaded"),
    "entry.added": ("新增条目", "entry added"),
    "entry.corrected": ("更正条目", "entry corrected"),
    "entry.withdrawn": ("撤回条目", "entry withdrawn"),
    "patient.changed": ("更改患者信息", "patient changed"),
    "patient.created": ("登记患者", "patient taken in"),
    "patient.refused": ("查看患者被拒", "patient refused"),
    "patient.seen": ("查看患者", "patient seen"),
    "patients.searched": ("检索患者", "patients searched"),
    "plan.sent": ("发送计划", "plan sent"),
    "record.exported": ("导出病历", "record taken out"),
    "record.imported": ("导入病历", "record taken in"),
    "restore.seen_to": ("核对恢复缺口", "gap of a restore seen to"),
    "session.ended": ("登录到时结束", "session ended"),
    "sign_in.done": ("登录", "signed in"),
    "sign_in.failed": ("登录失败", "signing in failed"),
    "sign_out.done": ("退出", "signed out"),
    "token.issued": ("发放密钥", "key issued"),
    "token.refused": ("密钥被拒", "key refused"),
    "token.revoked": ("吊销密钥", "key revoked"),
    "trail.exported": ("导出审计记录", "trail exported"),
    "trail.head_exported": ("导出链尾凭据", "head exported"),
    "trail.patient_sought": ("按号码查审计", "trail sought by number"),
    "trail.seen": ("查看审计记录", "trail seen"),
    "trail.verified": ("校验审计记录", "trail verified"),
    "ward.set": ("设置病区", "ward set"),
    "what_if.asked": ("假设推演", "what-if asked"),
    "worklist.exported": ("导出患者列表", "list exported"),
    "worklist.seen": ("查看患者列表", "list seen"),
}


def act_of(act: str, lang: Lang) -> str:
    """The words of an act, or the act itself."""
    zh, en = ACTS.get(act, (act, act))
    return zh if lang == "zh" else en
