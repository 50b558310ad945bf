"""Reads the catalog of a platform from its TOML file."""

import tomllib
from importlib.resources.abc import Traversable

import msgspec

from inspector.catalog.catalog_schema import CatalogFile
from inspector.catalog.match import Catalog
from inspector.errors import Refused
from inspector.i18n import _
from inspector.resources import resources_dir

_FILE_NAME = "linkedin.toml"


def load_catalog(folder: Traversable | None = None) -> Catalog:
    """Read the catalog that comes with the program, or the one in a folder; raises ``Refused`` (E_CATALOG)."""
    file = (folder or resources_dir() / "catalog") / _FILE_NAME
    try:
        catalog_file = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), CatalogFile)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        message = _("The catalog of file kinds cannot be read: {fault}", fault=str(error))
        raise Refused("E_CATALOG", message, _("Install again.")) from None
    return Catalog(catalog_file.title, catalog_file.platform, catalog_file.kind)
