"""The files an operator starts from are sound, and say what the product really is."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from facilitator.kit.pages import ROOT
from facilitator.screens.bodies import BODY_LIMIT
from facilitator.serve import AT_MOST, UVICORN
from facilitator.settings import Settings

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
UNITS = sorted((DEPLOY / "systemd").iterdir())
SETTINGS = {f"FACILITATOR_{name.upper()}" for name in Settings.model_fields}
CLOSING = AT_MOST


def run(program: str, *arguments: object) -> str:
    """A linter of the development tools, from where this Python is; skipped where it is not."""
    found = shutil.which(program, path=str(Path(sys.executable).parent)) or shutil.which(program)
    if found is None:
        pytest.skip(f"no {program} here")
    done = subprocess.run(  # noqa: S603
        [found, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_container_file_is_sound():
    run("hadolint", DEPLOY / "Containerfile")


def test_the_compose_file_follows_its_schema():
    run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")


def test_the_compose_file_is_good_yaml():
    rules = "{extends: default, rules: {line-length: {max: 120}, document-start: disable}}"
    run("yamllint", "--strict", "-d", rules, DEPLOY / "compose.yaml")


@pytest.mark.parametrize("unit", UNITS, ids=lambda each: each.name)
def test_a_unit_is_understood(unit, tmp_path):
    """With programs that are there, since systemd looks for them."""
    for each in UNITS:
        text = each.read_text().replace("/opt/facilitator/.venv/bin/facilitator", "/bin/true")
        (tmp_path / each.name).write_text(text)
    run("systemd-analyze", "verify", "--man=no", tmp_path / unit.name)


def test_every_setting_that_is_given_exists():
    given = set(COMPOSE["services"]["facilitator"]["environment"])
    assert {name for name in given if name.startswith("FACILITATOR_")} <= SETTINGS
    named = set(re.findall(r"FACILITATOR_[A-Z_]+", (DEPLOY / "Containerfile").read_text()))
    assert named <= SETTINGS


def test_there_is_time_to_close():
    grace = int(COMPOSE["services"]["facilitator"]["stop_grace_period"].rstrip("s"))
    unit = (DEPLOY / "systemd/facilitator.service").read_text()
    stop = re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert stop
    assert min(grace, int(stop[1])) > CLOSING
    assert CLOSING <= 12


def test_the_proxy_waits_longer_than_the_house_and_takes_as_much():
    told = (DEPLOY / "Caddyfile").read_text()
    idle = re.search(r"idle (\d+)s", told)
    most = re.search(r"max_size (\d+)MB", told)
    assert idle
    assert int(idle[1]) > UVICORN["ws_ping_interval"] + UVICORN["ws_ping_timeout"]
    assert most
    assert int(most[1]) * 10**6 >= BODY_LIMIT


def test_only_the_proxy_can_be_reached_from_outside():
    services = COMPOSE["services"]
    assert {name for name, each in services.items() if "ports" in each} == {"proxy"}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(each["networks"] == ["inside"] for name, each in services.items() if name != "proxy")
