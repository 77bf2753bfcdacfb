"""Where the files of the shipped bundle are."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def bundle_root() -> Path:
    """Return the folder that holds `processes/` and `forms/`.

    An installed wheel carries them in `webapp/bundle`; in a checkout they are at the root of the repository.
    """
    packed = PACKAGE / "bundle"
    return packed if packed.is_dir() else PACKAGE.parent
