"""The second factor: a code that a telephone shows, or one of ten codes on paper, each good once."""

from __future__ import annotations

import hmac
import io
import secrets
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..audit.chain import append, writing
from .accounts import LETTERS, end_sessions
from .actor import Actor
from .models import User

CODES = 10


def enrolled(user: User) -> bool:
    """Whether the account has a second factor that has been tried."""
    found: bool = TOTPDevice.objects.filter(user=user, confirmed=True).exists()
    return found


def begin(user: User) -> TOTPDevice:
    """The secret that a telephone is to take over; the same until it has been confirmed."""
    with writing():
        device, _ = TOTPDevice.objects.get_or_create(
            user=user, confirmed=False, defaults={"name": "totp"}
        )
    return device


def picture(device: TOTPDevice) -> str:
    """The secret as a picture for a telephone to read: SVG without a style of its own."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    made = qrcode.make(device.config_url, image_factory=SvgPathImage, box_size=10, border=4)
    out = io.BytesIO()
    made.save(out)
    text = out.getvalue().decode()
    return text[text.index("<svg") :]


def secret(device: TOTPDevice) -> str:
    """The secret to be typed where a picture cannot be read."""
    import base64

    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def confirm(actor: Actor, user: User, code: str) -> tuple[str, ...] | None:
    """Takes the factor into use when the code is right; gives the codes for paper, shown once."""
    with writing():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not device.verify_token(_digits(code)):
            return None
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        device.confirmed = True
        device.save()
        StaticDevice.objects.filter(user=user).delete()
        paper = StaticDevice.objects.create(user=user, name="paper")
        codes = tuple("".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(CODES))
        for each in codes:
            paper.token_set.create(token=_kept(each))
        end_sessions(user)
        append(actor, "account.factor_set", details={"account": user.pk})
    return tuple(f"{each[:5]}-{each[5:]}" for each in codes)


def right(user: User, code: str) -> str | None:
    """`totp` or `paper` when the code is right, which then is used up; wrong ones slow the next one down."""
    with transaction.atomic():
        if digits := _digits(code):
            for device in TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True):
                if device.verify_token(digits):
                    return "totp"
            return None
        for paper in StaticDevice.objects.select_for_update().filter(user=user, confirmed=True):
            if paper.verify_token(_kept(code)):
                return "paper"
    return None


def codes_left(user: User) -> int:
    """How many codes on paper are unused."""
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


def _digits(code: str) -> str:
    said = "".join(code.split())
    return said if said.isascii() and said.isdigit() and len(said) == 6 else ""


def _kept(code: str) -> str:
    """What is kept of a code on paper: enough to know it again, not enough to find it."""
    said = "".join(each for each in code.lower() if each in LETTERS)[:40]
    return hmac.new(settings.SECRET_KEY.encode(), f"paper:{said}".encode(), sha256).hexdigest()[:16]
