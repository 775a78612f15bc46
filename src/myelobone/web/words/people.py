"""Words of signing in, of sessions and of one's own account."""

from __future__ import annotations

PEOPLE: dict[str, tuple[str, str]] = {
    "sign_in": ("登录", "Sign in"),
    "username": ("账号", "Account"),
    "password": ("密码", "Password"),
    "sign_in.wrong": (
        "账号或密码不对，或一次性密码已过期，或账号已锁定（连错 5 次锁定 15 分钟）",
        "Wrong account or password, or a one-time password that has run out, or the account is locked (five wrong ones lock it for 15 minutes)",
    ),
    "sign_in.wait": (
        "这台电脑输错次数过多，请 {} 秒后再试",
        "Too many wrong attempts from this computer; try again in {} seconds",
    ),
    "sign_in.crowded": (
        "同时登录的人过多，请几秒后再试",
        "Too many people are signing in at once; try again in a few seconds",
    ),
    "sign_in.elsewhere": ("用医院统一账号登录", "Sign in with the hospital's own sign-on"),
    "code.title": ("输入验证码", "Enter the code"),
    "code.label": ("手机上的 6 位验证码", "The six digits on your telephone"),
    "code.paper": (
        "手机不在身边，可填一个纸质备用码。",
        "Without the telephone, enter one of your codes on paper.",
    ),
    "code.wrong": (
        "验证码不对或已用过；连续输错须等候片刻",
        "This code is wrong or was used; after several wrong ones, wait a moment",
    ),
    "over.title": ("登录已结束", "You are signed out"),
    "over.idle": (
        "长时间没有操作，登录已结束。",
        "Nothing was done for a while and the session ended.",
    ),
    "over.absolute": (
        "已到最长登录时间，请重新登录。",
        "The longest time of a session is over; sign in again.",
    ),
    "over.changed": (
        "账号有变动，或已在别处退出，请重新登录。",
        "The account was changed, or signed out elsewhere; sign in again.",
    ),
    "over.over": ("登录已结束，请重新登录。", "The session has ended; sign in again."),
    "over.unsaved": ("刚才提交的内容尚未保存。", "What you sent has not been saved."),
    "over.kept": (
        "填写的内容已加密保留在此页：同一账号登录后可再次提交。",
        "What you typed is kept sealed in this page: sign in with the same account to send it again.",
    ),
    "resend.title": ("填写的内容还在", "What you typed is still here"),
    "resend.told": (
        "将以 {} 的名义再次提交；如资料已有变动，提交时会提示。",
        "It will be sent again in the name of {}; if the record has changed meanwhile, you will be told.",
    ),
    "resend.drop": ("不提交，回到原页面", "Do not send it, go back to the page"),
    "again.title": ("请再次确认身份", "Show that it is you"),
    "again.told": ("签署前确认您是：", "Before signing, show that you are:"),
    "again.wrong": ("不对，请再试", "This is wrong; try again"),
    "again.both": ("密码或 6 位验证码", "Password or six-digit code"),
    "again.go": ("确认", "Confirm"),
    "again.other": (
        "不是您？请先退出，再用自己的账号登录。",
        "Not you? Sign out and use your own account.",
    ),
    "again.none": (
        "此账号没有密码，也没有验证码，不能签署；请联系管理员",
        "This account has neither a password nor a code and cannot sign; ask the administrator",
    ),
    "ends.soon": ("久未操作，即将自动退出：", "Nothing was done for a while; signing out in"),
    "ends.stay": ("继续使用", "Stay signed in"),
    "ends.over": (
        "登录已结束，页面内容已遮住，填写的内容还在。登录（新窗口）后回到此页即可继续：",
        "The session has ended and the page is covered; what you typed is still here. Sign in (in a new window), then come back to go on:",
    ),
    "account.title": ("我的账号", "My account"),
    "full_name": ("姓名", "Full name"),
    "role": ("角色", "Role"),
    "factor": ("第二因素（手机验证码）", "Second factor (code on a telephone)"),
    "factor.on": ("已启用，剩余备用码 {} 个", "In use; {} codes on paper are left"),
    "factor.not": ("未启用", "Not in use"),
    "factor.begin": ("启用手机验证码", "Use codes on a telephone"),
    "factor.renew": ("更换手机验证码", "Change the codes on a telephone"),
    "factor.required": ("您的角色必须启用后才能继续。", "Your role needs it before you can go on."),
    "factor.scan": (
        "用手机上的验证器应用扫描：",
        "Scan this with an authenticator on your telephone:",
    ),
    "factor.picture": ("二维码，内容即下方密钥", "QR code, holding the secret below"),
    "factor.type": ("不能扫描时手工输入：", "Or type it:"),
    "factor.try": ("输入应用显示的 6 位数字：", "Enter the six digits that it shows:"),
    "factor.code": ("验证码", "Code"),
    "factor.drop": ("停用第二因素", "Stop using the second factor"),
    "factor.codes": ("纸质备用码", "Codes on paper"),
    "factor.codes.told": (
        "只显示这一次：请抄下并妥善保管。手机不在身边时，每个可用一次。",
        "Shown only once: write them down and keep them safe. Without the telephone, each opens the account once.",
    ),
    "factor.codes.done": ("已抄下，继续", "Written down, go on"),
    "password.title": ("更改密码", "Change the password"),
    "password.first": (
        "您用的是一次性密码，请先设置自己的密码。",
        "You used a one-time password; choose your own first.",
    ),
    "password.old": ("现在的密码", "Present password"),
    "password.new": ("新密码", "New password"),
    "password.again": ("再输一次", "Once more"),
    "password.rule": (
        "至少 10 个字符，不全是数字，不常见，不与账号相近。更改后，别处的登录随即结束。",
        "At least 10 characters, not only digits, not a common one, not like the account's name. Sessions elsewhere end at once.",
    ),
    "password.wrong": ("现在的密码不对", "The present password is wrong"),
    "password.repeat": ("两次输入不同", "The two differ"),
    "password.same": ("新密码与现在的相同", "This is the present password"),
    "password.weak.password_too_short": (
        "太短：至少 10 个字符",
        "Too short: at least 10 characters",
    ),
    "password.weak.password_too_common": ("太常见，容易被猜到", "Too common, easily guessed"),
    "password.weak.password_entirely_numeric": ("不能全是数字", "It must not be digits alone"),
    "password.weak.password_too_similar": (
        "与账号或姓名太相近",
        "Too much like the account or the name",
    ),
    "oidc.unknown": (
        "医院统一账号已确认，但本系统没有对应账号，请联系管理员",
        "The hospital's sign-on knows you, but there is no account of yours here; ask the administrator",
    ),
    "oidc.disabled": (
        "您在本系统的账号已停用，请联系管理员",
        "Your account here is closed; ask the administrator",
    ),
    "oidc.role": (
        "您的医院账号没有可用的角色，请联系管理员",
        "Your hospital account has no role here; ask the administrator",
    ),
    "oidc.provider": (
        "医院统一登录暂时无法使用，请稍后再试",
        "The hospital's sign-on cannot be reached; try again later",
    ),
    "oidc.other": (
        "确认的是另一个人，没有签署。请用自己的账号",
        "Somebody else was confirmed; nothing is signed. Use your own account",
    ),
    "oidc.token": ("登录没有完成，请再试一次", "Signing in was not completed; try once more"),
    "open.title": ("从医院系统打开", "Opened from the hospital's own system"),
    "open.off": ("本系统未启用此入口", "This way in is not in use here"),
    "open.signature": (
        "链接无效、已用过或已过期（5 分钟内有效，只能用一次）。请从医院系统重新打开",
        "The address is not valid, was used or has run out (it is good for minutes, and once). Open it again from the hospital's system",
    ),
    "open.patient": (
        "本系统没有这个号码的患者，请核对号码或先登记",
        "There is no patient with this number here; check the number or take the patient in first",
    ),
    "open.account": (
        "医院系统指定的账号在本系统不存在或已停用，请联系管理员",
        "The account that the hospital's system names does not exist here or is closed; ask the administrator",
    ),
}
