"""A module on a learning platform: the package, run in scorm-again as a platform would."""

from __future__ import annotations

import io
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import Sites
from playwright.sync_api import FrameLocator, Page, expect

from browser.conftest import BOTH_ENGINES, Visitor, edited
from pain_ed.course.load import load
from pain_ed.export import scorm

# The platform: it notes each call with its answer and the error after it, and keeps what it is told over a reload.
PLATFORM = """<!doctype html><title>Platform</title><script src="scorm12.min.js"></script><body style="margin:0"><script>
const api = new Scorm12API({ logLevel: 5 });
const kept = JSON.parse(sessionStorage.getItem("platform") ?? "null");
if (kept) api.loadFromJSON(kept, "cmi");
const calls = JSON.parse(sessionStorage.getItem("calls") ?? "[]");
window.API = {};
for (const name of ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"])
  window.API[name] = (...values) => {
    const answer = String(api[name](...values));
    calls.push([name, ...values, answer, String(api.LMSGetLastError())]);
    sessionStorage.setItem("calls", JSON.stringify(calls));
    sessionStorage.setItem("platform", JSON.stringify(api.renderCMIToJSONObject().cmi));
    return answer;
  };
const value = (name) => api.getCMIValue(`cmi.${name}`);
</script><iframe title="Course" src="package/launch.html" style="border:0;width:100%;height:90vh"></iframe>"""


@pytest.fixture(scope="module")
def platform(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of a page of a platform with the module of the small course."""
    return sites.url(
        sites.once("platform", lambda folder: _publish(sites, tmp_path_factory.mktemp("scorm") / "course", folder))
    )


def _publish(sites: Sites, course: Path, folder: Path) -> None:
    config = edited(course, ("mkdocs.yml", "[search, pain-ed]", "[search, pain-ed: {usb: true}]"))
    (package,) = scorm.packages(load(course)[0], sites.build(config, "for-scorm"))
    with zipfile.ZipFile(io.BytesIO(package.zipped())) as archive:
        archive.extractall(folder / "package")
    shutil.copy(Path(sys.prefix) / "node/node_modules/scorm-again/dist/scorm12.min.js", folder)
    (folder / "index.html").write_text(PLATFORM, encoding="utf-8")


def status(page: Page) -> str:
    return page.evaluate("value('core.lesson_status')")


def parts(page: Page) -> tuple[FrameLocator, FrameLocator]:
    """The launch page, and what stands in its frame."""
    launch = page.frame_locator("iframe")
    return launch, launch.frame_locator("iframe")


@BOTH_ENGINES
def test_a_module_from_start_to_end(visitor: Visitor, platform: str) -> None:
    page = visitor.page()
    page.goto(platform)
    launch, lesson = parts(page)
    said = launch.get_by_role("status")
    expect(said).to_have_text("Your learning platform has noted: started.")
    expect(launch.get_by_text("0 of 2 read")).to_be_visible()
    assert status(page) == "incomplete"

    # One lesson to its end, with a question on the way.
    launch.locator("summary", has_text="Lessons").click()
    launch.get_by_role("link", name="Tea").click()
    expect(lesson.get_by_role("heading", level=1)).to_have_text("Tea")
    lesson.get_by_role("radio", name="False").check()
    lesson.locator("#q-leaf").get_by_role("button", name="Check").click()
    expect(lesson.get_by_text("Right.", exact=True)).to_be_visible()
    expect(launch.get_by_text("0 of 2 read")).to_be_visible()
    lesson.get_by_role("checkbox", name="I have read this lesson").scroll_into_view_if_needed()
    expect(launch.get_by_text("1 of 2 read")).to_be_visible()
    assert (status(page), page.evaluate("value('suspend_data')")) == ("incomplete", "tea")

    # On to the next by the lesson's own link, and ticked there.
    lesson.get_by_role("link", name="Next: Bread").click()
    expect(lesson.get_by_role("heading", level=1)).to_have_text("Bread")
    lesson.get_by_role("checkbox", name="I have read this lesson").check()
    expect(said).to_have_text("Your learning platform has noted: finished.")
    assert status(page) == "completed"

    # What is not in the package opens elsewhere, and says so; help is in it.
    elsewhere = lesson.locator("a", has_text="What I did (online)").first
    assert elsewhere.get_attribute("target") == "_blank"
    lesson.get_by_role("link", name="When to get help").first.click()
    expect(lesson.get_by_role("heading", level=1)).to_have_text("When to get help")
    assert status(page) == "completed"

    # Leaving and coming back: the platform gives back what it was told.
    page.reload()
    launch, lesson = parts(page)
    expect(lesson.get_by_role("heading", level=1)).to_have_text("Bread")
    expect(launch.get_by_text("2 of 2 read")).to_be_visible()
    assert status(page) == "completed"
    calls = page.evaluate("calls")
    assert [call for call in calls if call[-1] != "0" or (call[0] != "LMSGetValue" and call[-2] != "true")] == []
    names = [call[0] for call in calls]
    assert (names.count("LMSInitialize"), names.count("LMSFinish")) == (2, 1)
    told = {call[1] for call in calls if call[0] == "LMSSetValue"}
    assert told == {
        f"cmi.{name}"
        for name in ("core.lesson_status", "core.lesson_location", "core.session_time", "core.exit", "suspend_data")
    }

    # The same without a platform.
    page.goto(f"{platform}package/launch.html")
    expect(page.get_by_role("status")).to_have_text(
        "No learning platform answers here, so nobody is told what you read. The lessons work all the same."
    )
    page.locator("summary", has_text="Lessons").click()
    page.get_by_role("link", name="Bread").click()
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text("Bread")
