"""The list of the service worker, and the scripts of a USB stick."""

from __future__ import annotations

from pathlib import Path

from pain_ed.site import offline

MODULES = {
    "tool.js": 'import { load as read, fill } from "./store.js";\nimport {\n  draw,\n} from "./qr.js";\n\nread(fill, draw);\n',
    "store.js": "export const KEY = 1;\nexport async function load() {}\nexport const fill = (text) => text;\n",
    "qr.js": "const a=1,b=2;export{a as draw,b};",
}


def test_a_module_and_what_it_imports_become_one_classic_script() -> None:
    assert offline.bundle("tool.js", MODULES) == (
        "painEdStick(() => {\n"
        "const $store = (() => {\nconst KEY = 1;\nasync function load() {}\nconst fill = (text) => text;\n"
        "return { KEY, load, fill };\n})();\n"
        "const $qr = (() => {\nconst a=1,b=2;\nreturn { draw: a, b };\n})();\n"
        "const $tool = (() => {\nconst { load: read, fill } = $store;\nconst {\n  draw,\n} = $qr;\nread(fill, draw);\n"
        "return {  };\n})();\n"
        "});\n"
    )


def test_the_worker_lists_what_is_read_and_help_first(tmp_path: Path) -> None:
    files = {
        "index.html": "<p>Home",
        "help/index.html": '<link rel="stylesheet" href="../a.css"><script src="../tool.js?1"></script><img src="../b.svg"><a href="../index.html">',
        "503.html": '<script src="/course/tool.js"></script>',
        "404.html": "",
        "a.css": "",
        "b.svg": "",
        "tool.js": MODULES["tool.js"],
        "store.js": MODULES["store.js"],
        "qr.js": "",
        "tool.js.map": "",
        "sitemap.xml": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    text = offline.worker(tmp_path, "help/index.html")
    assert 'const FIRST = ["help/index.html","a.css","tool.js","store.js","qr.js","b.svg","503.html"];' in text
    listed = ["503.html", "a.css", "b.svg", "help/index.html", "index.html", "qr.js", "store.js", "tool.js"]
    assert [name for name in files if f'"{name}":"' in text] == sorted(listed, key=list(files).index)
    assert offline.worker(tmp_path, "help/index.html") == text
    (tmp_path / "index.html").write_text("<p>Another home", encoding="utf-8")
    assert offline.worker(tmp_path, "help/index.html") != text
