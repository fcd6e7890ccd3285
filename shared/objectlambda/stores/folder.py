"""A folder as a bucket: its files are the objects, their paths the keys."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from objectlambda.deadline import Deadline
from objectlambda.errors import OriginError, SourceUnavailable
from objectlambda.headers import Headers
from objectlambda.s3.listing import Entry, ListPage, ListQuery, page
from objectlambda.s3.version_listing import VersionPage, VersionQuery, as_list_query, sole_versions
from objectlambda.stores.files import FileObject, file_etag
from objectlambda.stores.folder_listing import walk
from objectlambda.stores.held import HeldFile, held_file, tells_what_it_holds
from objectlambda.stores.origin_faults import OriginMisconfigured


class FolderStore:
    """The files below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.root = Path(os.path.realpath(folder))
        if not self.root.is_dir():
            raise SourceUnavailable(f"the folder {self.root} cannot be read")
        self._tells = tells_what_it_holds(self.root)

    def object(self, key: str, headers: Headers, parameters: Mapping[str, str], deadline: Deadline) -> FileObject:
        del headers, deadline
        if parameters.get("versionId", "null") != "null":
            raise OriginError(400, "InvalidArgument", "Invalid version id specified: a folder keeps no versions")
        return FileObject(self.root, key)

    def held(self, key: str, parameters: Mapping[str, str]) -> HeldFile | None:
        """The object, where it is small and in memory: this does not block, and may be called in an event loop."""
        return held_file(self.root, key) if self._tells and "versionId" not in parameters else None

    def list(self, query: ListQuery) -> ListPage:
        return page((_as_entry(item) for item in walk(self.root, query)), query)

    def versions(self, query: VersionQuery) -> VersionPage:
        if query.version_id_marker not in ("", "null"):
            raise OriginError(400, "InvalidArgument", "Invalid version id specified: a folder keeps no versions")
        return sole_versions(self.list(as_list_query(query)))

    def check(self) -> None:
        if not self.root.is_dir():
            raise SourceUnavailable(f"the folder {self.root} cannot be read")
        try:
            os.scandir(self.root).close()
        except OSError as error:
            raise OriginMisconfigured(f"its folder cannot be listed: {error.strerror}") from error


def _as_entry(item: tuple[str, os.stat_result] | str) -> Entry | str:
    if isinstance(item, str):
        return item
    key, found = item
    changed = datetime.fromtimestamp(int(found.st_mtime), UTC)
    return Entry(
        key=key,
        size=found.st_size,
        last_modified=changed.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        etag=file_etag(found),
    )
