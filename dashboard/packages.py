"""The parts of an .xlsx: read, related and written back, untouched parts byte for byte."""

import posixpath
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Self

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element as Element

from dashboard import grids

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def relations_of(part: str) -> str:
    """Give the name of the part that holds the relations of a part ("" = the package)."""
    folder, own = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{own}.rels")


@dataclass
class Package:
    """The parts in their order; `roots` are those that were changed."""

    infos: dict[str, zipfile.ZipInfo]
    parts: dict[str, bytes]
    roots: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def opened(cls, content: bytes) -> Self:
        """Open a package.

        Raises:
            UnfitError: its parts, some of which the reader leaves aside, are too large together.
        """
        with zipfile.ZipFile(BytesIO(content)) as file:
            infos = {info.filename: info for info in file.infolist()}
            # No more than is declared is ever inflated.
            if sum(info.file_size for info in infos.values()) > grids.MAX_INFLATED:
                raise grids.UnfitError(f"tệp giải nén ra quá lớn. {grids.TOO_LARGE}")
            return cls(infos, {name: file.read(name) for name in infos})

    def root(self, part: str) -> Element:
        """Give the root of a part; what is done to it will be written."""
        if part not in self.roots:
            self.roots[part] = etree.fromstring(self.parts[part], PARSER)
        return self.roots[part]

    def content(self) -> bytes:
        """Write the package."""
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name in dict.fromkeys([*self.parts, *self.roots]):
                if name in self.roots:
                    held = etree.tostring(
                        self.roots[name], xml_declaration=True, encoding="UTF-8", standalone=True
                    )
                else:
                    held = self.parts[name]
                package.writestr(self.infos.get(name, name), held, zipfile.ZIP_DEFLATED)
        return file.getvalue()

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Give the parts that a part names by a kind of relation, by their id."""
        folder = posixpath.join("/", posixpath.dirname(part))
        name = relations_of(part)
        if name in self.roots:
            named = self.roots[name]
        else:
            named = etree.fromstring(self.parts[name], PARSER) if name in self.parts else ()
        return {
            str(each.get("Id")): posixpath.normpath(
                posixpath.join(folder, str(each.get("Target")))
            ).lstrip("/")
            for each in named
            if str(each.get("Type")).endswith(f"/{kind}") and each.get("TargetMode") != "External"
        }

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation from a part to another and give its id."""
        name = relations_of(part)
        if name not in self.parts and name not in self.roots:
            maker = ElementMaker(namespace=RELATIONS, nsmap={None: RELATIONS})
            self.roots[name] = maker.Relationships()
        root = self.root(name)
        taken = {each.get("Id") for each in root}
        own = next(
            name for name in (f"rId{number}" for number in range(1, len(taken) + 2))
            if name not in taken
        )  # fmt: skip
        path = posixpath.relpath(target, posixpath.dirname(part))
        fields = {"Id": own, "Type": f"{OFFICE}/{kind}", "Target": path}
        etree.SubElement(root, f"{{{RELATIONS}}}Relationship", fields)
        return own

    def add(self, part: str, root: Element, content_type: str) -> None:
        """Add a part and declare its type."""
        self.roots[part] = root
        declared = self.root("[Content_Types].xml")
        fields = {"PartName": f"/{part}", "ContentType": content_type}
        etree.SubElement(declared, f"{{{TYPES}}}Override", fields)
