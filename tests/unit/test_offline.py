"""The list of the service worker."""

from __future__ import annotations

from pathlib import Path

from pain_ed.site.worker import make_worker


def test_the_worker_lists_what_is_read_and_help_first(tmp_path: Path) -> None:
    files = {
        "index.html": "<p>Home",
        "help/index.html": '<link rel="stylesheet" href="../a.css"><link rel="modulepreload" href="../lib.js"><script src="../tool.js?1"></script><img src="../b.svg"><a href="../index.html">',
        "503.html": '<script src="/course/tool.js"></script>',
        "404.html": "",
        "a.css": "",
        "b.svg": "",
        "tool.js": "",
        "lib.js": "",
        "tool.js.map": "",
        "sitemap.xml": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def text() -> str:
        make_worker(tmp_path, "help/index.html")
        return (tmp_path / "sw.js").read_text(encoding="utf-8")

    first = text()
    assert 'const FIRST = ["help/index.html","a.css","lib.js","tool.js","b.svg","503.html"];' in first
    listed = ["503.html", "a.css", "b.svg", "help/index.html", "index.html", "lib.js", "tool.js"]
    assert [name for name in files if f'"{name}":"' in first] == sorted(listed, key=list(files).index)
    assert text() == first
    (tmp_path / "index.html").write_text("<p>Another home", encoding="utf-8")
    assert text() != first
