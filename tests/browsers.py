"""The browsers of the tests: the system's where they can be driven, else Playwright's own.

`python tests/browsers.py` starts each of them once and says which one cannot be used, and why: .ci/dev.py asks this before the
tests. Nothing here skips a test: a browser that is missing is an error.
"""

import shutil
import sys

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

# name -> (the system's commands, the first that is there; what Playwright has to be told). Playwright's own Firefox is a patched one; the system's is driven
# over WebDriver BiDi, which Firefox 153 speaks well enough for Playwright 1.64 (Firefox 140 does not).
SYSTEM = {
    "chromium": (("chromium-headless-shell", "chromium"), {}),
    "firefox": (("firefox-esr",), {"channel": "moz-firefox"}),
}


def command(name: str) -> str | None:
    """Where the system's browser `name` ("chromium" or "firefox") is."""
    return next(filter(None, map(shutil.which, SYSTEM[name][0])), None)


def launch(playwright: Playwright, name: str, **options) -> Browser:
    """Starts the browser `name` ("chromium" or "firefox"); `options` go to Playwright's launch."""
    how = SYSTEM[name][1]
    engine = getattr(playwright, name)
    path = command(name)
    try:
        if path:
            return engine.launch(executable_path=path, **how, **options)
    except Error as error:
        try:
            return engine.launch(**options)
        except Error:
            raise error from None
    return engine.launch(**options)


def why_not(playwright: Playwright, name: str) -> str:
    """One line that says why the browser cannot be used; nothing when it can."""
    try:
        browser = launch(playwright, name)
        # Playwright 1.65 starts Firefox 153 and fails at the first page.
        browser.new_page().goto("about:blank")
        browser.close()
    except Error as error:
        return error.message.splitlines()[0]
    return ""


if __name__ == "__main__":
    with sync_playwright() as playwright:
        problems = {name: why_not(playwright, name) for name in SYSTEM}
    for name, problem in problems.items():
        if problem:
            print(f"{name}: {problem}")
    sys.exit(any(problems.values()))
