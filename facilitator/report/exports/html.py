"""The report as one HTML file that needs nothing else: no script, nothing loaded from anywhere."""

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from facilitator.kit.pages import ROOT, render
from facilitator.kit.text import for_xml, throughout
from facilitator.report.document import Document, Translator
from facilitator.report.exports.pages import laid_out


def html(document: Document, say: Translator) -> bytes:
    """UTF-8, with a policy of its own that forbids everything but its own style."""
    style = (ROOT / "templates" / "paper" / "report.css").read_text(encoding="utf-8")
    page = render(
        "paper/report.html",
        document.locale,
        **throughout(laid_out(document, say), for_xml),
        footnotes_title=say.gettext("Footnotes"),
        style=Markup("<style>{}</style>").format(Markup(style)),  # noqa: S704 - our own file
        mark=b64encode(sha256(style.encode()).digest()).decode(),
    )
    return page.encode()
