"""The course's pictures: each says what it shows, and has its colours for light and for dark pages."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = sorted((ROOT / "docs/assets").glob("*.svg"))


@pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.stem)
def test_picture(file: Path) -> None:
    root = ElementTree.parse(file).getroot()
    for part in ("title", "desc"):
        assert (root.findtext(SVG + part) or "").strip()
    text = file.read_text(encoding="utf-8")
    # An `img` of an SVG takes its colour scheme from the page around it.
    light, dark = re.fullmatch(
        r".*?(:root \{.*?\})\s*@media \(prefers-color-scheme: dark\) \{\s*(:root \{.*?\})\s*\}.*", text, re.S
    ).groups()
    names = re.findall(r"(--[\w-]+): #[0-9a-f]{6};", light)
    assert names == re.findall(r"(--[\w-]+): #[0-9a-f]{6};", dark)
    drawing = text.replace(light, "").replace(dark, "")
    assert set(names) == set(re.findall(r"var\((--[\w-]+)\)", drawing))
    assert re.findall(r"(?<!\()#[0-9a-fA-F]{3,6}\b", drawing) == [], "a colour that dark pages cannot change"
