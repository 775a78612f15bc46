"""The layout words of the page of proofs in both languages."""

from __future__ import annotations

PROOF: dict[str, tuple[str, str]] = {
    "proof.sound": ("全部成立", "everything holds"),
    "proof.unsound": ("{} 处错误", "{} errors"),
    "proof.holds": ("成立", "holds"),
    "proof.fails": ("不成立", "does not hold"),
    "proof.examined": ("查了 {} {}", "{} {} examined"),
    "proof.listed": ("已知并列出 {} 处", "{} known and listed"),
    "proof.witness": ("见证", "patient"),
    "proof.no_entries": ("没有任何记录", "a record without entries"),
    "proof.entries": ("… 共 {} 条记录", "… {} entries in all"),
    "proof.why": ("原因", "because"),
    "proof.more": ("另有 {} 处，见 --full", "{} more with --full"),
}
