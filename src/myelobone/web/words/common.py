"""Words of the frame of every page: head, banners, errors."""

from __future__ import annotations

COMMON: dict[str, tuple[str, str]] = {
    "skip": ("跳到正文", "Skip to content"),
    "demo": (
        "示例数据，请勿录入真实患者；不能用于诊疗",
        "Example data. Enter no real patient; not for care",
    ),
    "unsigned": (
        "知识库尚未经临床签署，只作参考，不能代替医生判断",
        "The knowledge is not clinically signed off; it supports and never replaces a clinician's judgement",
    ),
    "restored": (
        "数据已由 {} 的备份恢复（{}），此后到恢复之间录入的内容可能缺失：请核对并补录",
        "The data were restored from the backup of {} (on {}); what was entered in between may be missing: check and enter it again",
    ),
    "restored.lost": ("已知缺失的操作 {} 项", "{} acts are known to be missing"),
    "restored.seen": ("已核对补录，撤下此提示", "Seen to, take this notice down"),
    "other_language": ("English", "中文"),
    "menu": ("导航", "Navigation"),
    "patients": ("患者", "Patients"),
    "sign_out": ("退出", "Sign out"),
    "back": ("返回", "Back"),
    "save": ("保存", "Save"),
    "again": ("再次提交", "Send again"),
    "kept_form": ("填写的内容已保留，未丢失。", "What you typed is kept."),
    "reference": ("编号 {}", "Reference {}"),
    "to_start": ("回到患者列表", "To the patients"),
    "error.bad": ("请求无法读取", "The request cannot be read"),
    "error.forbidden": ("您没有此项权限", "You are not allowed to do this"),
    "error.forged": (
        "页面已过期，未保存。请返回、刷新后重新提交",
        "The page is too old and nothing was saved. Go back, reload and send it again",
    ),
    "error.missing": (
        "没有这个页面，或您无权查看",
        "There is no such page, or it is not yours to see",
    ),
    "error.failed": (
        "本软件出现缺陷，没有给出建议，未保存。请把编号告诉管理员",
        "A defect of this program: no advice, nothing saved. Please tell the administrator the reference",
    ),
    "error.busy": (
        "系统正忙，未保存，请稍候再次提交",
        "Busy, nothing was saved. Please send it again in a moment",
    ),
    "error.full": (
        "服务器磁盘已满，未保存。请立即告知管理员",
        "The server's disk is full, nothing was saved. Tell the administrator now",
    ),
    "error.clock": (
        "服务器时钟有误，暂停写入。请立即告知管理员",
        "The server's clock is wrong, writing is stopped. Tell the administrator now",
    ),
    "refused.stale": (
        "此患者的资料已被改动，未保存。请核对后再保存",
        "This patient's record has changed meanwhile, nothing was saved. Check it and save again",
    ),
    "refused.key_reused": ("此表单已提交过", "This form was sent before"),
    "refused.unreadable": ("内容无法读取，未保存", "This cannot be read, nothing was saved"),
    "refused.number_taken": ("此号码已属于另一患者", "This number belongs to another patient"),
    "refused.no_reason": ("请写明理由", "Please give the reason"),
    "refused.no_entry": ("此条目已撤回", "This entry has been withdrawn"),
    "refused.no_patient": ("没有此患者", "There is no such patient"),
}
