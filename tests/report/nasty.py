"""Two hundred strings that break programs (RELIABILITY F53): some by hand, most by their class."""

from itertools import chain
from unicodedata import normalize

BY_HAND = (
    "bell \x07 tab\tvertical \x0b escape \x1b[31m NUL \x00 end",
    "lone \ud83d half, \ufffe and \uffff, mark \ufeff",
    "a \u202egnissrever\u202c override, \u2066isolate\u2069, \u2069\u2069 stray ends",
    "z" + "\u0351\u0489" * 500 + "algo",
    "=HYPERLINK(\"https://example.org\",\"click\")",
    "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝cmd|' /C calc'!A0", "x;=1\n=2",
    "x" * 40_000,
    "long words " * 4_000,
    "{{7*7}} {% raw %} ${7*7} #{7*7} {0.__class__} %(x)s %s %d %",
    "[click](javascript:alert(1)) ![](https://example.org/beacon.png) <https://example.org>",
    "](javascript:alert(1)) [N1] [N2, N3]",
    "<script>alert(1)</script><img src=x onerror=alert(1)> &lt; &amp;amp; <!-- -->",
    "# heading\n- item\n1. item\n> quote\n```\ncode\n```\n---\n| a | b |\n===",
    "    indented like code\n\n\n    again  \n\ttab",
    "**bold** _under_ `code` ~~gone~~ $x^2$ ==mark== :smile: [^1] ^up^ \\(math\\)",
    "www.example.org https://example.org //example.org ada@example.org",
    "<w:p/> ]]> <?xml version=\"1.0\"?> &#0; _x0041_ _x000D_",
    "INCLUDEPICTURE \"https://example.org/a.png\" { DATE } \\input{/etc/passwd}",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 e\u0301 é \u200b\u200f \u2028line\u2029para\x85next",
    "يجب أن تبقى المياه! (SB60) 50%", "多种树，城市就凉快了", "'quoted'",
    " spaces around ", "\u00a0hard space\u00a0",
)  # fmt: skip

LETTERS = ("é", "ñ", "ё", "й", "Å", "ạ̈", "ệ", "각", "آ", "が")
"""Each can be written composed or as a letter with its marks."""
BY_CLASS = {
    "controls": [f"before {chr(at)} after control {at}" for at in (*range(32), *range(127, 138))],
    "directions": [
        f"left {chr(at)}right{chr(at)} {at:x}"
        for at in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    ],
    "unseen": [
        f"joined{chr(at)}words {at:x}"
        for at in (
            0x00AD, 0x034F, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0x2063, 0x206A, 0xFE0E,
            0xFE0F, 0xFEFF, 0xFFF9, 0xFFFC, 0xE0001, 0xE0041, 0xE007F,
        )
    ],
    "no characters": [
        f"no {chr(at)} character {at:x}"
        for at in (0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF)
    ],
    "line ends": [
        f"first{end}second line {number}"
        for number, end in enumerate(("\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"))
    ],
    "twins": [
        f"{form} {normalize(form, letter)} stands alone"
        for letter in LETTERS
        for form in ("NFC", "NFD")
    ],
    "formulas": [
        f"{before}{sign}1+cmd({number})"
        for number, before in enumerate(("", " ", "\t", "\n", "\u00a0", "\u3000"))
        for sign in "=+-@＝＋－＠|%"
    ],
    "signs": [
        f"sign {each} here"
        for each in ("👍🏽", "👨‍👩‍👧", "🏳️‍🌈", "🇰🇪", "🇰", "1️⃣", "☺︎", "☺️", "𝔘", "𠜎", "ﷺ", "İ", "ß")
    ],
    "commands": [
        "'; DROP TABLE notes; --", "%00%0a%0d", "../../etc/passwd", "C:\\CON\\..\\aux", "$(id)",
        "\r\nSet-Cookie: a=b", 'x"; filename="y.exe', "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///c'>]>",
        "&b; &#x0; &#xD800;", "<![CDATA[ ]]]]><![CDATA[>", "\\u0000 \\x00 \\0", "null NaN",
        "#set page(width: 1cm)", "#include \"/etc/passwd\"", "$ sum_(k=0)^n k $", "@label <label>",
    ],
}  # fmt: skip
NASTY = (*BY_HAND, *chain.from_iterable(BY_CLASS.values()))
