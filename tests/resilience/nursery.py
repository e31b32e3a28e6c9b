"""What all workers of the tests are forked from: the product, imported, built, its rubbish gone."""

from facilitator import app
from facilitator.kit.memory import keep_memory_quiet
from facilitator.kit.pages import _pages

HOUSE = app.build()
for name in _pages("en").list_templates(["html"]):
    _pages("en").get_template(name)
keep_memory_quiet()
