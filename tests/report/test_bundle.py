"""The sealed record: it opens again, renders again to the same bytes, and shows any change."""

import json
from dataclasses import replace
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from facilitator.dialogues.rules import Attribution
from facilitator.kit.words import LOCALES, translations
from facilitator.report.document import Document, Status
from facilitator.report.draft import draft
from facilitator.report.exports.bundle import Broken, bundle, opened, remade, unsealed
from facilitator.report.exports.csv import zipped
from facilitator.report.exports.record import record
from facilitator.report.exports.reopening import reopened
from facilitator.report.sealing import digest, digest_of
from tests.report.papers import facts, pointed

ENGLISH = NullTranslations()


def document(locale: str = "en", mode: Attribution = Attribution.ATTRIBUTED) -> Document:
    return pointed(draft(facts(locale=locale, attribution=mode), translations(locale)))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_opened_is_made_again_to_the_same_bytes(locale: str) -> None:
    packed = bundle(document(locale), translations(locale))
    assert remade(packed) == packed


def test_where_authors_are_named_nothing_at_all_is_lost() -> None:
    assert opened(bundle(document(), ENGLISH)) == document()


@pytest.mark.parametrize("mode", [Attribution.BY_CATEGORY, Attribution.NON_ATTRIBUTION])
def test_elsewhere_only_note_ids_are(mode: Attribution) -> None:
    before, after = document(mode=mode), opened(bundle(document(mode=mode), ENGLISH))
    assert all(each.id == each.reference for each in after.notes)
    nameless = {each.reference: each.id for each in before.notes}
    notes = tuple(replace(each, id=nameless[each.reference]) for each in after.notes)
    assert notes == before.notes
    assert after.sections == before.sections


def test_a_final_report_without_a_cut_off_opens_too() -> None:
    final = replace(document(), status=Status.FINAL, cut_off=None)
    assert reopened(record(final, ENGLISH)) == final


def test_a_report_that_was_sealed_before_there_were_some_fields_keeps_its_seal() -> None:
    """Kept as it was written then; not to be made anew when a record gains a field."""
    before = Path(__file__).with_name("sealed_before.json").read_bytes()
    told, document = json.loads(before), reopened(before)
    again = json.loads(record(document, ENGLISH))
    assert set(told["notes"]["cited"][0]) < set(again["notes"]["cited"][0])  # it did gain some
    assert digest_of(told) == digest_of(again) == digest(document) == told["seal"]


@pytest.mark.parametrize("words", ["?", ""])
def test_a_word_changed_or_taken_out_breaks_the_seal(words: str) -> None:
    told = json.loads(Path(__file__).with_name("sealed_before.json").read_bytes())
    told["sections"][0]["paragraphs"][0]["words"] = words
    assert digest_of(told) != told["seal"]


def changed(packed: bytes, **changes: bytes | None) -> bytes:
    with ZipFile(BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, content in changes.items():
        files[name] = content or b""
    return zipped({name: content for name, content in files.items() if content})


@pytest.mark.parametrize("name", ["report.json", "report.docx", "report.pdf", "new.txt"])
def test_a_changed_or_added_file_breaks_the_seal(name: str) -> None:
    with pytest.raises(Broken) as broken:
        opened(changed(bundle(document(), ENGLISH), **{name: b"forged"}))
    assert broken.value.files == (name,)


def test_a_missing_file_breaks_the_seal() -> None:
    with pytest.raises(Broken) as broken:
        opened(changed(bundle(document(), ENGLISH), **{"report.pdf": None}))
    assert broken.value.files == ("report.pdf",)


@pytest.mark.parametrize("manifest", [b"{}", b"[]", b"not json", b'{"files": 1}', None])
def test_a_strange_manifest_breaks_the_seal(manifest: bytes | None) -> None:
    with pytest.raises(Broken):
        unsealed(changed(bundle(document(), ENGLISH), **{"manifest.json": manifest}))


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all"])
def test_what_is_no_zip_is_no_record(content: bytes) -> None:
    with pytest.raises(Broken):
        opened(content)


@pytest.mark.parametrize("told", [b"[]", b"{}", b'{"format": "other/1"}', b"x"])
def test_what_is_no_record_is_refused(told: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        reopened(told)


def test_the_manifest_names_every_file_and_the_seal() -> None:
    with ZipFile(BytesIO(bundle(document(), ENGLISH))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert set(manifest["files"]) == set(archive.namelist()) - {"manifest.json"}
    assert len(manifest["seal"]) == 64
