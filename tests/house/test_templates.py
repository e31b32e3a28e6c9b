"""Templates: each region has its own, none holds what a region or our policy forbids."""

import re

import pytest
from jinja2 import TemplateNotFound
from jinja2.meta import find_referenced_templates

from facilitator.kit.pages import ROOT, _pages
from facilitator.kit.words import LOCALES
from tests.live.registered import screens

TEMPLATES = ROOT / "templates"
ALL = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
REGIONS = sorted(region.template for screen in screens() for region in screen.regions.values())

# A region is replaced while people look at it: what is being typed must never stand in one.
TYPED_IN = re.compile(
    r"<textarea|<select|<input(?![^>]*type=\"?(hidden|submit|button|checkbox|radio)\b)"
    r"|contenteditable",
    re.IGNORECASE,
)
UNSAFE = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"\son[a-z]+\s*=|\shx-on\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*importmap)", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "another site": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
    "unescaped words": re.compile(r"\|\s*safe\b|{%-?\s*autoescape\s+false", re.IGNORECASE),
}


def source(template: str) -> str:
    """A template without its comments."""
    return re.sub(r"{#.*?#}", "", (TEMPLATES / template).read_text(), flags=re.DOTALL)


def within(template: str) -> set[str]:
    """The template and all that it includes or imports, and so on."""
    found, looking = set(), {template}
    while looking:
        name = looking.pop()
        found.add(name)
        parsed = _pages("en").parse(source(name))
        looking |= {each for each in find_referenced_templates(parsed) if each} - found
    return found


def test_every_region_has_its_template():
    assert set(REGIONS) <= set(ALL)


def test_nobody_types_into_a_region():
    assert not [template for template in REGIONS if TYPED_IN.search(source(template))]


def test_lists_have_the_comma_of_their_language():
    """But for the minutes that are typed into a form: those are read again."""
    latin = re.compile(r"join\(\", \"\)(?!, hint=)|%}, {%")
    assert not [template for template in ALL if latin.search(source(template))]


@pytest.mark.parametrize("what", UNSAFE)
def test_templates_keep_our_policy(what):
    assert not [template for template in ALL if UNSAFE[what].search(source(template))]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_template_compiles(locale):
    for template in ALL:
        try:
            _pages(locale).get_template(template)
        except TemplateNotFound as missing:
            pytest.fail(f"{template}: {missing}")


def test_what_templates_refer_to_is_there():
    assert set().union(*map(within, ALL)) <= set(ALL)
