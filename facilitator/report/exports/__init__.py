"""The report as files. Each writer is a function of a document and a translator to bytes."""

from typing import Final

from facilitator.report.exports import formats
from facilitator.report.exports.bundle import bundle
from facilitator.report.exports.formats import Format

FORMATS: Final = formats.FORMATS | {"bundle": Format("bundle.zip", "application/zip", bundle)}
