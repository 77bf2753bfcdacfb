"""A bundle is what decides how a case runs: read, hashed, compared and exchanged as one zip."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bundle import Bundle, form_path
from engine.errors import UnreadableFile

FILES = {
    "processes/bpmn/klacht.bpmn": b"<definitions/>",
    "processes/dmn/route.dmn": b"<definitions/>",
    "processes/letters/ontvangst.md": "Beste mevrouw André".encode(),
    "processes/scenarios/klacht/blij.feature": b"Functionaliteit: blij",
    "processes/rollen.toml": b"",
    "forms/klacht/bellen.form": b"{}",
}


def zipped(*entries: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_every_kind_of_file_is_found_by_its_place():
    bundle = Bundle(FILES)
    assert [path for path, _ in bundle.processes()] == ["processes/bpmn/klacht.bpmn"]
    assert [path for path, _ in bundle.decisions()] == ["processes/dmn/route.dmn"]
    assert [path for path, _ in bundle.letters()] == ["processes/letters/ontvangst.md"]
    assert [path for path, _ in bundle.scenarios()] == ["processes/scenarios/klacht/blij.feature"]
    assert [path for path, _ in bundle.forms()] == ["forms/klacht/bellen.form"]
    assert bundle.form("klacht", "bellen") == b"{}"
    assert bundle.form("klacht", "onbekend") is None
    assert form_path("klacht", "bellen") in bundle.files


def test_a_folder_is_read_without_hidden_files_links_and_readmes(tmp_path):
    for name in (*FILES, "processes/README.md", "processes/bpmn/.camunda/x.json", "elders/y.bpmn"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FILES.get(name, b"niet in de bundel"))
    (tmp_path / "forms/klacht/link.form").symlink_to("/etc/hostname")
    assert Bundle.read(tmp_path) == Bundle(FILES)


def test_a_folder_without_a_bundle_is_refused_in_dutch(tmp_path):
    with pytest.raises(UnreadableFile, match="processes"):
        Bundle.read(tmp_path)


def test_the_hash_knows_content_and_path_but_not_order_or_line_endings():
    bundle = Bundle(FILES)
    assert Bundle(dict(reversed(FILES.items()))).hash == bundle.hash
    assert len(bundle.hash) == 64
    assert Bundle({"forms/a/b.form": b"1\r\n2"}) == Bundle({"forms/a/b.form": b"1\n2"})
    assert Bundle({"forms/a/b.form": b""}).hash != Bundle({"forms/a/c.form": b""}).hash
    assert Bundle({"forms/a/b": b"c"}).hash != Bundle({"forms/a/bc": b""}).hash


def test_files_cannot_be_changed_after_the_fact():
    with pytest.raises(TypeError):
        Bundle(FILES).files["forms/x/y.form"] = b""  # type: ignore[index]


@given(
    st.dictionaries(
        st.from_regex(r"(forms|processes)/[a-z]{1,8}/[a-z]{1,8}\.(form|md)", fullmatch=True),
        st.binary(max_size=60),
        min_size=1,
        max_size=6,
    )
)
def test_packing_and_unpacking_gives_the_same_bundle_and_the_same_zip(files):
    bundle = Bundle(files)
    unpacked = Bundle.from_zip(bundle.to_zip())
    assert unpacked == bundle
    assert unpacked.to_zip() == bundle.to_zip()


def test_a_folder_zipped_by_hand_is_unwrapped():
    entries = [(f"mijn-gemeente/{path}", data) for path, data in FILES.items()]
    entries.append(("__MACOSX/mijn-gemeente/._rollen.toml", b"x"))
    assert Bundle.from_zip(zipped(*entries)) == Bundle(FILES)


@pytest.mark.parametrize(
    "name",
    ["../processes/a.toml", "/etc/passwd", "processes/../../x.form", "C:/processes/a", "forms\\..\\x.form"],
)
def test_a_path_that_leaves_the_bundle_is_refused(name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        archive.writestr(entry, b"kwaad")
        archive.writestr("processes/rollen.toml", b"")
    with pytest.raises(UnreadableFile, match="onveilig"):
        Bundle.from_zip(buffer.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 kapot",
        b"<html></html>",
        Bundle(FILES).to_zip()[:-30],
        Bundle(FILES).to_zip().replace(b"\xd3", b"\xd4").replace(b"\xcb", b"\xcd"),
        zipped(("ander.txt", b"niets")),
    ],
)
def test_what_is_no_bundle_is_refused_in_dutch(data):
    with pytest.raises(UnreadableFile):
        Bundle.from_zip(data)


def test_a_zip_bomb_is_refused_before_it_unpacks():
    with pytest.raises(UnreadableFile, match="te groot"):
        Bundle.from_zip(zipped(("processes/x.toml", b"0" * 8_000_000)))


def test_too_many_files_are_refused():
    many = zipped(*((f"forms/a/{n}.form", b"") for n in range(2_001)))
    with pytest.raises(UnreadableFile, match="te veel"):
        Bundle.from_zip(many)


def test_a_comparison_names_what_was_added_removed_and_changed():
    before = Bundle({"forms/a/x.form": b"1", "forms/a/y.form": b"1", "forms/a/z.form": b"1"})
    after = Bundle({"forms/a/x.form": b"1", "forms/a/y.form": b"2", "forms/a/nieuw.form": b"1"})
    diff = before.diff(after)
    assert (diff.added, diff.removed, diff.changed) == (
        ("forms/a/nieuw.form",),
        ("forms/a/z.form",),
        ("forms/a/y.form",),
    )
    assert diff
    assert not before.diff(before)


def test_text_that_is_no_utf8_is_refused_with_its_line():
    bundle = Bundle({"processes/letters/x.md": b"goed\nAndr\xe9"})
    with pytest.raises(UnreadableFile, match="regel 2"):
        bundle.text("processes/letters/x.md")
    with pytest.raises(UnreadableFile, match="niet in de bundel"):
        bundle.text("processes/letters/y.md")
