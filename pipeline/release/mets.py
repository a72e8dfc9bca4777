"""METS 1.12 for libraries: a file for each issue that has ALTO files, its pages in their order, its articles and tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element, QName, SubElement, indent, register_namespace, tostring

from pipeline.dataset.data_package import Package
from pipeline.release.about import About
from pipeline.release.inventory import File

METS = "http://www.loc.gov/METS/"
MODS = "http://www.loc.gov/mods/v3"
XLINK = "http://www.w3.org/1999/xlink"
SCHEMA = "http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
for prefix, name in (("mets", METS), ("mods", MODS), ("xlink", XLINK), ("xsi", XSI)):
    register_namespace(prefix, name)


def mets_files(package: Package, about: About, released: str, files: dict[str, File]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each METS file: one an issue, which is a paper and a date."""
    issues: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for page in package.records("pages"):
        if f"alto/{page['page_id']}.xml" in files:
            issues[page["paper"], page["issue_date"]].append(page)
    articles = defaultdict(list)
    for article in package.records("articles") if issues else ():
        articles[article["page_id"]].append((article["article_id"], article["headline"]))
    for number, ((paper, issued), pages) in enumerate(sorted(issues.items()), start=1):
        pages.sort(key=lambda page: (len(page["edition"]), page["edition"], page["page_id"]))
        root = _issue(paper, issued, pages, about, released, files, dict(articles))
        indent(root)
        name = "-".join(filter(None, (f"issue{number:04d}", issued)))
        yield f"mets/{name}.xml", tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _issue(
    paper: str,
    issued: str,
    pages: list[dict[str, str]],
    about: About,
    released: str,
    files: dict[str, File],
    articles: dict[str, list[tuple[str, str]]],
) -> Element:
    root = Element(
        _mets("mets"), {"TYPE": "Newspaper issue", "LABEL": _sayable(f"{paper} {issued}".strip()) or "newspaper issue"}
    )
    root.set(str(QName(XSI, "schemaLocation")), SCHEMA)
    header = SubElement(root, _mets("metsHdr"), {"CREATEDATE": f"{released}T00:00:00Z"})
    agent = SubElement(header, _mets("agent"), {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"})
    SubElement(agent, _mets("name")).text = "jiaokan"
    _description(root, paper, issued, about)
    section = SubElement(root, _mets("fileSec"))
    group = SubElement(section, _mets("fileGrp"), {"USE": "FULLTEXT"})
    physical = _struct(root, "PHYSICAL", "issue")
    logical = _struct(root, "LOGICAL", "issue", "DMD1")
    for order, page in enumerate(pages, start=1):
        file = files[f"alto/{page['page_id']}.xml"]
        said = {"ID": f"FILE{order}", "MIMETYPE": file.media_type, "SIZE": str(file.size), "CHECKSUMTYPE": "SHA-256"}
        entry = SubElement(group, _mets("file"), {**said, "CHECKSUM": file.sha256})
        where = SubElement(entry, _mets("FLocat"), {"LOCTYPE": "URL"})
        where.set(str(QName(XLINK, "href")), f"../{file.path}")
        told = {"ID": f"PAGE{order}", "TYPE": "page", "ORDER": str(order)}
        sheet = SubElement(
            physical, _mets("div"), told | ({"ORDERLABEL": _sayable(page["edition"])} if page["edition"] else {})
        )
        SubElement(sheet, _mets("fptr"), {"FILEID": f"FILE{order}"})
        for number, (_, headline) in enumerate(articles.get(page["page_id"], ()), start=1):
            story = {"ID": f"ARTICLE{order}.{number}", "TYPE": "article", "LABEL": _sayable(headline) or "—"}
            part = SubElement(logical, _mets("div"), story)
            SubElement(part, _mets("fptr"), {"FILEID": f"FILE{order}"})
    return root


def _description(root: Element, paper: str, issued: str, about: About) -> None:
    section = SubElement(root, _mets("dmdSec"), {"ID": "DMD1"})
    wrap = SubElement(section, _mets("mdWrap"), {"MDTYPE": "MODS", "MIMETYPE": "text/xml"})
    mods = SubElement(SubElement(wrap, _mets("xmlData")), _mods("mods"))
    SubElement(SubElement(mods, _mods("titleInfo")), _mods("title")).text = _sayable(paper) or about.title.zh
    SubElement(mods, _mods("typeOfResource")).text = "text"
    SubElement(mods, _mods("genre")).text = "newspaper"
    if issued:
        origin = SubElement(mods, _mods("originInfo"))
        SubElement(origin, _mods("dateIssued"), {"encoding": "w3cdtf"}).text = issued
    language = SubElement(mods, _mods("language"))
    SubElement(language, _mods("languageTerm"), {"type": "code", "authority": "iso639-2b"}).text = "chi"
    SubElement(mods, _mods("accessCondition")).text = about.license_title


def _struct(root: Element, kind: str, top: str, description: str = "") -> Element:
    tree = SubElement(root, _mets("structMap"), {"TYPE": kind})
    return SubElement(tree, _mets("div"), {"TYPE": top} | ({"DMDID": description} if description else {}))


def _sayable(text: str) -> str:
    """Text without the characters that XML 1.0 (section 2.2) cannot hold."""
    return "".join(character for character in text if character >= " " and character not in "\ufffe\uffff")


def _mets(name: str) -> str:
    return str(QName(METS, name))


def _mods(name: str) -> str:
    return str(QName(MODS, name))
