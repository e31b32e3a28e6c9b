"""Whatever a region's template leaves open, the region knows how to fill."""

import re

import pytest
from jinja2 import Environment

from facilitator.kit.pages import ROOT, Whole
from tests.live.registered import screens

STANDS = re.compile(r'\binset\("(\w+)"\)')
SOURCES = Whole(ROOT / "templates")
REGIONS = [
    pytest.param(each, id=each.template.removesuffix(".html"))
    for screen in screens()
    for each in screen.regions.values()
]


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_has_the_insets_its_template_names(region):
    source, _, _ = SOURCES.get_source(Environment(autoescape=True), region.template)
    assert {each.name for each in region.insets} >= set(STANDS.findall(source))
