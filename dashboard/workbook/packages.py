"""The parts of an .xlsx: read, related and written back, untouched parts byte for byte."""

import posixpath
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Self
from urllib.parse import unquote

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element as Element

from dashboard.workbook import grids

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
# For parts that other programs read although they are no XML: takes what it can.
LENIENT = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)


def relations_of(part: str) -> str:
    """Give the name of the part that holds the relations of a part ("" = the package)."""
    folder, own = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{own}.rels")


def plain(name: str) -> str:
    """Give the name of a part with slashes between its folders and none before them."""
    return name.replace("\\", "/").lstrip("/")


def folded(name: str) -> str:
    """Give what the spellings of one part's name share: capitals and percent signs do not count."""
    return unquote(plain(name)).casefold()


def lenient(data: bytes) -> Element | None:
    """Give the root of a part, read as far as it is XML; None where it is not at all."""
    try:
        return etree.fromstring(data, LENIENT)
    except etree.XMLSyntaxError:
        return None


def targets(relations: Element, part: str, kind: str = "") -> dict[str, str]:
    """Give the names of the parts that the relations of a part lead to, by their id."""
    folder = posixpath.join("/", posixpath.dirname(part))
    return {
        str(each.get("Id")): posixpath.normpath(
            posixpath.join(folder, str(each.get("Target")).replace("\\", "/"))
        ).lstrip("/")
        for each in relations.iterfind("{*}Relationship")
        if str(each.get("Type")).endswith(f"/{kind}") or not kind
        if each.get("TargetMode") != "External"
    }


@dataclass
class Package:
    """The parts in their order; `roots` are those that were changed.

    A part is named as the relations to it name it, in whatever capitals the zip spells it.
    """

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
            parts = {plain(name): file.read(info) for name, info in infos.items()}
        package = cls({plain(name): info for name, info in infos.items()}, parts)
        package.respell()
        return package

    def respell(self) -> None:
        """Give every part the spelling of its name that the relations to it use."""
        held = {folded(name): name for name in self.parts}
        spelled: dict[str, str] = {}
        waiting = [CONTENT_TYPES, ""]
        while waiting:
            part = waiting.pop()
            known = held.get(folded(part), "")
            if known in spelled:
                continue
            spelled[known] = part
            relations = held.get(folded(relations_of(part)))
            if relations is not None:
                spelled[relations] = relations_of(part)
                root = lenient(self.parts[relations])
                waiting += [] if root is None else targets(root, part).values()
        self.parts = {spelled.get(name, name): data for name, data in self.parts.items()}
        self.infos = {spelled.get(name, name): info for name, info in self.infos.items()}
        for name, info in self.infos.items():
            info.filename = name

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
        """Give the parts, of those that are there, that a part names by a kind of relation."""
        name = relations_of(part)
        if name not in self.roots and name not in self.parts:
            return {}
        named = (
            self.roots[name] if name in self.roots else etree.fromstring(self.parts[name], PARSER)
        )
        return {own: target for own, target in targets(named, part, kind).items() if target in self}

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a part of this name."""
        return part in self.parts or part in self.roots

    def remove(self, part: str) -> None:
        """Take a part out, with its relations and its declared type."""
        for name in (part, relations_of(part)):
            self.parts.pop(name, None)
            self.roots.pop(name, None)
        self.declare(part, "")

    def declare(self, part: str, content_type: str) -> None:
        """Declare the type of a part in place of an earlier one; "" leaves it without."""
        declared = self.root(CONTENT_TYPES)
        for each in declared.findall("{*}Override"):
            if folded(str(each.get("PartName"))) == folded(part):
                declared.remove(each)
        if content_type:
            fields = {"PartName": f"/{part}", "ContentType": content_type}
            etree.SubElement(declared, f"{{{TYPES}}}Override", fields)

    def unrelate(self, part: str, own: str) -> None:
        """Take a relation of a part out by its id."""
        root = self.root(relations_of(part))
        for each in root.findall("{*}Relationship"):
            if each.get("Id") == own:
                root.remove(each)

    def free(self, pattern: str) -> str:
        """Give the first name of a numbered pattern that no part has."""
        taken = {folded(name) for name in (*self.parts, *self.roots)}
        numbers = range(1, len(taken) + 2)
        return next(name for name in map(pattern.format, numbers) if folded(name) not in taken)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation from a part to another and give its id."""
        name = relations_of(part)
        if name not in self.parts and name not in self.roots:
            maker = ElementMaker(namespace=RELATIONS, nsmap={None: RELATIONS})
            self.roots[name] = maker.Relationships()
        root = self.root(name)
        taken = {each.get("Id") for each in root.iterfind("{*}Relationship")}
        own = next(
            name
            for name in (f"rId{number}" for number in range(1, len(taken) + 2))
            if name not in taken
        )
        path = posixpath.relpath(target, posixpath.dirname(part))
        fields = {"Id": own, "Type": f"{OFFICE}/{kind}", "Target": path}
        etree.SubElement(root, f"{{{RELATIONS}}}Relationship", fields)
        return own

    def add(self, part: str, root: Element, content_type: str) -> None:
        """Add a part and declare its type."""
        self.roots[part] = root
        self.declare(part, content_type)
