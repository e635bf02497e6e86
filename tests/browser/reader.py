"""What a reader does with a question, and what the page answers."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

TEA, BREAD = "kitchen/tea/", "kitchen/bread/"

RIGHT = {
    "boil": ["Water that has cooled a little"],
    "leaf": ["False"],
    "helpers": ["Leaves", "Water"],
    "steps": ["2", "3", "1"],
    "pairs": ["water that has just boiled", "water that has cooled", "water from the fridge"],
}
WRONG = {
    "boil": ["Ice"],
    "leaf": ["True"],
    "helpers": ["Salt", "Flour"],
    "steps": ["1", "2", "3"],
    "pairs": ["water that has cooled", "water from the fridge", "water that has just boiled"],
}
PARTIAL = {
    "helpers": ["Leaves", "Salt"],
    "steps": ["2", "1", "1"],
    "pairs": ["water that has just boiled", "water from the fridge", "water that has cooled"],
}
"""Answers to the lesson on tea. Lists of `steps` and `pairs` are filled from the top."""


# The text of an option, without what stands in it besides.
_TEXT = """label => {
    const text = label.cloneNode(true);
    for (const part of text.querySelectorAll("select, .pq-mark")) part.remove();
    return text.textContent;
}"""


class Question:
    """One question on a page."""

    def __init__(self, page: Page, id: str) -> None:
        self.id = id
        self.root = page.locator(f"#q-{id}")
        self.status = self.root.get_by_role("status")
        self.check = self.root.get_by_role("button", name="Check", exact=True)
        self.again = self.root.get_by_role("button", name="Try again")
        self.whole = self.root.get_by_role("button", name="Show me")
        self.labels = self.root.locator(":scope > .pq-option")
        self.controls = self.labels.locator("input, select")
        self.confidence = self.root.get_by_role("group", name="How sure are you?")

    def choose(self, *answers: str) -> Question:
        """Ticks options by their text; for `order` and `match`, says what is to stand in each list from the top."""
        if self.controls.first.evaluate("control => control.localName") == "select":
            for select, answer in zip(self.controls.all(), answers, strict=True):
                select.select_option(label=answer)
        else:
            texts = [label.split(" | ")[0] for label in self.marked]
            assert set(answers) <= set(texts)
            for text, control in zip(texts, self.controls.all(), strict=True):
                if control.is_checked() != (text in answers):
                    control.click()
        return self

    def answer(self, *answers: str) -> Question:
        """Chooses, and checks; where confidence is asked for, without giving it."""
        self.choose(*answers).check.click()
        if self.confidence.count():
            self.check.click()
        return self

    @property
    def verdict(self) -> Locator:
        return self.status.locator(".pq-verdict")

    @property
    def feedback(self) -> Locator:
        return self.status.get_by_role("listitem")

    @property
    def marked(self) -> list[str]:
        """Each label's whole text, with what is ticked or chosen in it, and its mark."""
        return self.labels.evaluate_all(
            f"""labels => labels.map(label => {{
                const control = label.querySelector("input, select");
                const chosen = control.localName === "select" ? control.selectedOptions[0].text : control.checked ? "x" : "";
                return [({_TEXT})(label), chosen, label.querySelector(".pq-mark")?.textContent ?? ""].join(" | ");
            }})"""
        )


def answer_all(page: Page, answers: dict[str, list[str]]) -> None:
    """As Question.answer for each question, in one go."""
    page.evaluate(
        f"""answers => {{
            for (const [id, chosen] of Object.entries(answers)) {{
                const root = document.getElementById(`q-${{id}}`);
                root.querySelectorAll(":scope > .pq-option").forEach((label, place) => {{
                    const control = label.querySelector("input, select");
                    if (control.localName === "select") {{
                        control.value = [...control.options].find(option => option.text === chosen[place]).value;
                        control.dispatchEvent(new Event("change", {{ bubbles: true }}));
                    }} else if (control.checked !== chosen.includes(({_TEXT})(label))) control.click();
                }});
                root.querySelector(".pq-check").click();
                if (root.querySelector(".pq-confidence")) root.querySelector(".pq-check").click();
            }}
        }}""",
        answers,
    )


def snapshot(locator: Locator) -> str:
    """What a screen reader finds, with addresses on the same page in short."""
    return locator.aria_snapshot().replace(locator.page.url.partition("#")[0], "")


def stored(page: Page) -> dict:
    """What this device remembers of the quizzes."""
    return page.evaluate("JSON.parse(localStorage.getItem('pain-ed'))")
