"""Every word that the package itself shows to a reader, in English; words_de.py holds them in German. A course brings all others.

`{}` stands for a value, in the order of the values; another language may number them from 0 (`{1} … {0}`). A name that ends in `|one`
is the form of a text for such a number: one of the plural forms of CLDR (zero, one, two, few, many), for languages that have them. The
text without an ending is for all other numbers.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from pain_ed.words_de import GERMAN

ENGLISH = {
    # Lists, numbers and dates
    "comma": ", ",
    "decimal-mark": ".",
    "date": "{0} {1} {2}",
    "months": "January, February, March, April, May, June, July, August, September, October, November, December",
    "minutes|one": "{} minute",
    "minutes": "{} minutes",
    "lessons|one": "{} lesson",
    "lessons": "{} lessons",
    # Around every page
    "frame:where": "Where this page is",
    "frame:shared": "Shared computer: nothing is kept.",
    "frame:clear": "Clear now",
    "frame:menu": "Menu",
    "frame:table": "Table {}, scrolls sideways",
    "frame:changed": "The text has changed since then",
    "frame:reviewed-before": "Reviewed by {}, before the text changed",
    "frame:not-here": "This page is not here",
    "frame:not-here-why": "It may have moved, or the address may have a small mistake in it.",
    "frame:first-page": "Go to the first page",
    "frame:not-yet": "This page is not on your device yet",
    "frame:not-yet-why": "You seem to be without a network. Open this page again when you have one.",
    "frame:here-already": "This page is here already:",
    "frame:report": "Report something on this page",
    "frame:edit": "Edit this page",
    "frame:elsewhere": "Opens another site. Everybody can read what you write there.",
    # On the page, with and without JavaScript
    "true": "True",
    "false": "False",
    "choose-all": "Choose all that fit.",
    "put-in-order": "Give each a number: 1 comes first.",
    "find-pairs": "Choose what belongs to each.",
    "pick": "Choose …",
    "hint": "Hint {} of {}",
    "confidence": "How sure are you?",
    "sure": "Sure",
    "fairly-sure": "Fairly sure",
    "guessing": "Guessing",
    "to-answer": "Answer to question {}",
    "report-question": "Report question {} (opens another site)",
    "answers": "Answers",
    "fits": "Fits:",
    "misfit": "Does not fit:",
    "reread": "Read again:",
    "sources": "Sources",
    "back-to-text": "Jump back to footnote {} in the text",
    "source-document": "source document",
    "source-documents": "Source documents",
    "evidence": "Evidence",
    "two-authors": "{} and {}",
    "more-authors": "{} and others",
    "reliability": "Reliability: {}.",
    "reliability:high": "high",
    "reliability:moderate": "moderate",
    "reliability:low": "low",
    "kind:guideline": "guideline",
    "kind:systematic-review": "systematic review",
    "kind:randomised-trial": "randomised trial",
    "kind:observational-study": "observational study",
    "kind:laboratory-study": "laboratory study",
    "kind:computational-model": "computer model",
    "kind:consensus-statement": "consensus statement",
    "kind:narrative-review": "review by experts",
    "kind:lay-article": "article for the public",
    "kind:commercial-article": "commercial article",
    "cited-in": "Cited in: ",
    "questions": "(questions: {})",
    "cited-nowhere": "Not cited yet.",
    # The list of a module's lessons, and the overview of all lessons
    "module-time": "About {} to read in all.",
    "grade": "reading grade {}",
    "objectives": "After it, the reader can:",
    "concepts": "Concepts: ",
    "rests-on": "Rests on: ",
    "key-message": "Key message: ",
    "handing-over": "When you hand it over: ",
    "do-not-claim": "Do not claim: ",
    "problem": "These questions cannot be shown yet: {}",
    # Interactive models
    "guess": "First, make a guess if you like. Nobody scores it.",
    "show-model": "Show what the model does",
    "your-guess": "Your guess: {}.",
    "settings": "Set it yourself",
    "jump": "Go straight to:",
    "step-down": "{}: one step back",
    "step-up": "{}: one step on",
    "start-again": "Back to the start",
    "your-setting": "Your setting",
    "same-numbers": "The same numbers in a table",
    "leaves-out": "What this leaves out",
    "rests-on-sources": "Where the numbers come from: ",
    "needs-script": "These are some settings of the model. With JavaScript switched on, you can set it yourself.",
    "model-problem": "This model cannot be shown yet: {}",
    # Used by quiz.js
    "check": "Check",
    "again": "Try again",
    "nothing-chosen": "Choose an answer first, then check.",
    "unfinished": "Fill in every one first, then check.",
    "ask-confidence": "How sure are you? Choose one, then check again.",
    "right": "Right.",
    "not-quite": "Not quite.",
    "found": "You found {} of the {} that fit.",
    "extra|one": "{} of your choices does not fit.",
    "extra": "{} of your choices do not fit.",
    "in-place": "{} of {} stand in their place.",
    "paired": "{} of {} pairs fit.",
    "said": "You said how sure you were: {}.",
    "mark-chosen-fits": "Your choice: fits",
    "mark-chosen-misfit": "Your choice: does not fit",
    "mark-missed": "This one fits",
    "mark-in-place": "In its place",
    "mark-misplaced": "Belongs in another place",
    "mark-paired": "Fits",
    "mark-unpaired": "Does not fit",
    "changed": "This question has changed since you answered it.",
    "summary-none|one": "You have not checked the question on this page yet.",
    "summary-none": "You have not checked any of the {} questions on this page yet.",
    "summary|one": "Your answer does not agree with the sources yet.",
    "summary": "{} of {} answers agree with the sources so far.",
    "summary-all|one": "Your answer agrees with the sources.",
    "summary-all": "All {} answers agree with the sources.",
    "summary-reread": "Passages to read again:",
    "delete": "Delete what this device remembers",
    "delete-explained": "This removes your answers to all quizzes of this course, and your choice of colours, from this device. It cannot be undone.",
    "delete-now": "Delete now",
    "deleted": "Done. This device remembers nothing from this course.",
    # At the end of a lesson (done.js)
    "done:read": "I have read this lesson",
    "done:next": "Next in your plan: ",
    "done:plan-done": "That was the last lesson of your plan.",
    "done:code": "Your code so far: ",
    "done:why": "Note it down, or read it out to whoever gave you these lessons. Some browsers forget: Safari does after 7 days without a visit. With the code, your ticks come back. 0 is the number zero, and 1 is the number one.",
    "done:record": "What I did",
    "done:forgetful": "This browser cannot remember your ticks once you close the page. So note the code down.",
    # Above a lesson (reader.js)
    "reader:listen": "Read aloud",
    "reader:pause": "Pause",
    "reader:go-on": "Go on",
    "reader:stop": "Stop",
    "reader:slower": "Slower",
    "reader:normal": "Normal",
    "reader:short": "Short version",
    "reader:whole": "Whole lesson",
    "reader:print": "Print",
    "reader:large": "Large print",
    "reader:fewer": "Folded parts are printed too. For fewer pages, choose the short version first.",
    "reader:print-now": "Print now",
    # A module as one document
    "handout": "All lessons of this module in one document, to print or to keep.",
    "handout-back": "Back to the module",
    "handout-link": "Print this module",
    "handout-links": "Print a whole module:",
    "looked-at": "Last looked at {}",
    "reviewed-by": "Reviewed by {}",
    # Assign
    "assign-needs": "Making a link of your own choice needs JavaScript, which is off here. The ready-made links below work without it, and this list can be ticked by hand on paper.",
    "by-label": "To read by (you can leave this empty):",
    "ready-made": "Ready-made links",
    "ready-made-explained": "These never change. You can save them, or print this page.",
    "whole-course": "The whole course",
    "about": "{}, about {}",
    "assign:nothing": "Tick a lesson or a whole module. The link, the code and the sheet then appear here.",
    "assign:chosen": "{}, about {}.",
    "assign:order": "In this order",
    "assign:up": "Up",
    "assign:down": "Down",
    "assign:moved": "{} is now number {} of {}.",
    "assign:clear": "Untick all",
    "assign:link": "Link to this plan",
    "assign:record": "Line for the record",
    "assign:copy-link": "Copy link",
    "assign:copy-record": "Copy line",
    "assign:print": "Print the sheet",
    "assign:sheet": "Your lessons",
    "assign:sheet-lead": "Take your time. You can stop and come back. Nobody sees your answers.",
    "assign:by": "To read by {}",
    "assign:open": "Point the camera of a phone at the code, or type this address:",
    "assign:qr": "QR code: {}",
    "assign:too-long": "The link is too long for a QR code that prints well. The link itself works.",
    "assign:entry": "Assigned {}: {}.",
    "assign:entry-by": "To read by {}.",
    "assign:entry-link": "Link: {}",
    # The link of a plan, where it is made and where it is opened
    "link:damaged": "A part of this link is missing or was mistyped.",
    "link:unknown": "This link names something that this course does not have: {}.",
    "link:some-left": "The lessons below are those that could be read from it. If one is missing, ask for the link again.",
    "link:none-left": "No lesson could be read from it. Ask for the link again. Every lesson of the course works without it.",
    "link:copied": "Copied.",
    "link:copy-by-hand": "This browser does not let the page copy. The text is selected: copy it by hand.",
    # My plan
    "plan-needs": "Without JavaScript this page lists the whole course, and every lesson works. With it, the page shows the plan in your link, and what you have done.",
    "change-plan": "Change this plan",
    "plan:done": "Read",
    "plan:answered|one": "{} of {} question answered",
    "plan:answered": "{} of {} questions answered",
    "plan:whole": "The whole course",
    "plan:sum|one": "{} of {} lesson read. About {} left.",
    "plan:sum": "{} of {} lessons read. About {} left.",
    "plan:sum-done": "You have read every lesson here.",
    "plan:by": "To read by {}. If it takes longer, that is fine.",
    "plan:begin": "Begin: {}",
    "plan:continue": "Continue: {}",
    "plan:keep": "Keep this plan on this device",
    "plan:keep-explained": "Nothing is stored on this device yet. It is once you press the button, or open a lesson from this list.",
    "plan:kept": "This device keeps this plan.",
    "plan:another": "This device keeps another plan already. Which one do you want?",
    "plan:keep-new": "The new one, shown here",
    "plan:keep-old": "The one from before",
    "plan:keep-both": "Both, joined",
    "plan:remove": "Remove this plan from this device",
    "plan:removed": "The plan is gone from this device. What you have read and answered is still there. Below is the whole course.",
    "plan:link": "Link to this plan, for another device",
    "plan:copy-link": "Copy link",
    "plan:no-memory": "This browser does not let the page remember the plan. Copy the link or print this page instead.",
    # My record
    "record:script": "This page needs JavaScript to show what this device remembers. Without it, the list below is for paper: tick what you have read.",
    "record:self-report": "I say this of myself. Nobody has checked it, and a code can be made up.",
    "record:summary": "Lessons read: {} of {}. Questions that agreed with the sources: {} the first time, {} later, {} not yet.",
    "record:nothing": "Nothing yet. Tick “I have read this lesson” at the end of a lesson, and it shows here.",
    "record:read": "Read on {}.",
    "record:again": "Read again: ",
    "record:changed": "Changed since you answered: ",
    "record:before-after": "Before and after",
    "record:feel": "What you said of four statements before and after a module. It is a reflection, not a test.",
    "record:before": "before: {}",
    "record:after": "after: {}",
    "record:your-code": "Your code",
    "record:why": "Read it out to whoever gave you these lessons, or type it in below on another device. It holds which lessons you have read, and the day of the last one. It holds nothing else.",
    "record:spelt": "0 is the number zero, and 1 is the number one. The letters O, I, L and U are not used.",
    "record:qr": "QR code with a link that shows which lessons you have read",
    "record:scan": "Whoever gave you these lessons can scan this. It opens ",
    "record:hand-over": "To show or to hand over",
    "record:text": "Text to hand over",
    "record:copy": "Copy the text",
    "record:copied": "Copied.",
    "record:selected": "The text is selected. Copy it with the menu of your browser.",
    "record:print": "Print this page",
    "record:head": "{}, as of {}. ",
    "record:bring-back": "Keep it, or bring it back",
    "record:code": "A code that you noted down",
    "record:take": "Bring back my ticks",
    "record:bad-code": "This code does not fit. Look at it letter by letter: one letter may be wrong, missing or swapped.",
    "record:taken-code": "Your ticks are back. Lessons: {}, read by {}.",
    "record:unknown": "Lessons of the code that are no longer in this course: {}.",
    "record:keep": "A file keeps everything: lessons, answers, reflections, and your plan. Save it where only you can open it.",
    "record:save": "Save to a file",
    "record:name": "what-i-did.json",
    "record:with-notes": "with my notes",
    "record:file": "Bring back from a file",
    "record:taken-file": "Taken from the file: lessons: {}, answers: {}, reflections: {}.",
    "record:left": "Entries left out, because this page cannot read them: {}.",
    "record:notes-taken": "Your notes are back, too.",
    "record:notes-kept": "The notes in the file were left out: this device has notes of its own.",
    "record:bad-file": "This is not a file that this page has saved. Nothing has changed.",
    "record:newer": "This file comes from a newer version of the course. Nothing has changed. Load this page anew, and try again.",
    "record:forgetful": "This browser cannot remember this once you close the page. Note your code down.",
    # Read a code
    "code:script": "This page needs JavaScript to read a code. You can still ask the person which lessons they have read.",
    "code:label": "The code",
    "code:hint": "Small letters and spaces are fine, and so are O for 0, and I or L for 1.",
    "code:show": "Show what it says",
    "code:wrong": "This code does not fit this course. One letter may be wrong, missing or swapped. Please ask for it again.",
    "code:summary": "Lessons read: {} of {}, the last by {}.",
    "code:read": "Read",
    "code:unknown": "Lessons of the code that are no longer in this course: {}.",
    "code:self-report": "This is what the person says. Nobody has checked it, and a code can be made up. This page keeps nothing.",
    # Ask me again
    "again-script": "This page needs JavaScript to know which questions to ask. Without it, nothing is remembered. Each question, with its answer, stands in its lesson.",
    "answer-in-lesson": "Answer and sources in the lesson",
    "again:asked|one": "{} question for today. Take your time.",
    "again:asked": "{} questions for today. Take your time. You can stop after any of them.",
    "again:more|one": "{} more waits for your next visit to this page.",
    "again:more": "{} more wait for your next visit to this page.",
    "again:end": "That is all for now. You can close this page.",
    "again:nothing": "Nothing to ask today. The next one comes back {}.",
    "again:tomorrow": "tomorrow",
    "again:on": "on {}",
    "again:waiting|one": "{} question waits for another day.",
    "again:waiting": "{} questions wait for another day.",
    "again:empty": "No question is waiting. One comes here when your answer in a lesson did not agree with the sources.",
    "again:no-memory": "This browser does not keep your answers, so no question can come back. You can try any question again in its lesson.",
    "again:answers": "Answers",
    # Reflection
    "reflection:before": "Before you start: what do you think now?",
    "reflection:after": "Before you go: what do you think now?",
    "reflection:what": "Four statements, one minute, if you like. This is a reflection, not a test: no answer is right or wrong, nothing is counted, and nobody sees it unless you show it.",
    "reflection:script": "Without JavaScript this page cannot keep what you choose. You can print it, and fill it in on paper.",
    "reflection:1": "disagree",
    "reflection:2": "disagree a little",
    "reflection:3": "not sure",
    "reflection:4": "agree a little",
    "reflection:5": "agree",
    "reflection:save": "Keep what I chose",
    "reflection:unfinished": "Please choose one answer for each statement. Or leave them all out.",
    "reflection:saved": "Kept on this device, and nowhere else. “What I did” shows it in words.",
    "reflection:since": "You chose these on {}. You can change them.",
    "reflection:forgetful": "This browser cannot keep it once you close the page.",
    # Notes
    "notes-script": "To keep notes on this device, the page needs JavaScript. Without it, you can print this page: it holds an empty sheet for two weeks.",
    "notes-start": "Turn notes on",
    "notes-stop": "Stop, or delete my notes",
    "notes-stop-explained": "You can stop at any time. You can keep what you wrote, to show it or to look back. Deleting cannot be undone.",
    "notes-stop-keep": "Stop, and keep what I wrote",
    "notes-delete-all": "Delete all my notes",
    "notes-form": "Notes for a day",
    "notes-day": "Day",
    "notes-scale": "0 is {}. 10 is {}.",
    "notes-note": "Note",
    "notes-note-hint": "A few words, if you like. You can leave any of these empty.",
    "notes-save": "Save this day",
    "notes-delete": "Delete this day",
    "notes-lines": "Lines to show",
    "notes-table": "My notes",
    "notes-press": "Press a day in the table to change or delete it.",
    "notes-sheet": "A sheet for two weeks",
    "notes-file": "Save my notes as a file, or open one",
    "notes-file-explained": "The file is a table (CSV) that a spreadsheet can open. It holds everything you wrote, and no name. Whoever has the file can read it.",
    "notes-save-file": "Save as a file",
    "notes-open-file": "Open a file:",
    "notes:off": "Notes are off. Nothing is kept until you turn them on.",
    "notes:stopped": "Notes are off. What you wrote before is still here, on this device.",
    "notes:on": "Notes are on. What you write stays on this device.",
    "notes:no-memory": "This browser does not keep notes: they are gone when you leave this page. You can save them as a file, or use paper.",
    "notes:not-saved": "This could not be saved: the browser's memory for this site is full or blocked. You can use paper instead.",
    "notes:enough": "It has been two weeks. If there is a pattern, you may see it by now. This is a good time to stop.",
    "notes:nothing": "Write a number or a note first, then save.",
    "notes:known": "There are notes for this day. Saving puts what stands here in their place.",
    "notes:saved": "Saved: {}.",
    "notes:deleted": "Deleted: {}. It still stands in the form. To keep it after all, save it again.",
    "notes:chart": "Chart from {} to {}. The same numbers stand in the table.",
    "notes:name": "notes",
    "notes:taken": "Days added: {}. Days that were here already, and stay as they were: {}. Lines that could not be read: {}.",
    "notes:line": "Line {}: {}",
    "notes:bad-head": "the first line should name the columns: {}.",
    "notes:bad-day": "the day is '{}', and should read like 2026-11-21.",
    "notes:bad-number": "{} is '{}', and should be a whole number from 0 to 10.",
    "notes:bad-count": "it has {} parts, and the first line has {}. A part with a comma in it needs quotation marks.",
    # Memory
    "memory:need-script": "To show what is on this device, and to delete it, this page needs JavaScript. Without JavaScript the course remembers nothing.",
    "memory:now": "On this device now",
    "memory:nothing": "Nothing.",
    "memory:answers": "Answers to {} questions",
    "memory:done": "Lessons marked as read: {}",
    "memory:plan": "A plan. Lessons in it: {}",
    "memory:feel": "Parts of the course with your reflection: {}",
    "memory:prefs": "Choices of how to read, such as the short version: {}",
    "memory:notes": "Your notes. Letters and signs: {}",
    "memory:theme": "Choices of how pages look, such as the colours: {}",
    "memory:copy": "A copy of the course, to read without a network. Files: {}. It holds nothing about you.",
    "memory:blocked": "This browser does not let the page remember anything. What you do is gone when you close the page.",
    "memory:raw": "Show it just as it is written",
    "memory:delete": "Delete what this device remembers",
    "memory:delete-explained": (
        "This removes all of it, your choice of colours and your notes too. It cannot be undone. "
        "Do you want to keep a record? Save it first."
    ),
    "memory:deleted": "Done. This device remembers nothing from this course. The copy for reading without a network comes back with the next page.",
    "memory:shared": "Is this a shared computer?",
    "memory:shared-explained": (
        "At a library, at work or at a friend's home, turn this on. Then this tab alone remembers what you do. What the device remembered moves into the tab."
    ),
    "memory:is-off": "It is off: this device remembers what you do.",
    "memory:is-on": (
        "It is on: only this tab remembers what you do. Close the tab when you leave. Some browsers can open a closed tab again, so press “Clear now” first. "
        "It stands at the top of every page."
    ),
    "memory:turn-on": "This is a shared computer",
    "memory:turn-off": "This is my own device: keep what is in this tab",
    # Used by quiz.js
    "no-memory": "This browser does not let the page remember your answers. Everything else works.",
    # A module on a learning platform (scorm.py, launch.js)
    "scorm-lessons": "Lessons",
    "scorm-read": "read",
    "scorm-online": " (online)",
    "scorm-absent": " (not in this module)",
    "scorm-told": "Who sees this?",
    "scorm-told-what": "Your learning platform is told four things: that you have opened this module, which of its lessons you have read, the lesson you were in last, and how long the module was open. A lesson counts as read when you get to its end, or tick “I have read this lesson”. The module is finished when all its lessons count as read. Whoever runs the platform can see this.",
    "scorm-told-not": "It is told none of your answers and none of your notes. Those stay in this browser. There are no marks.",
    "scorm-told-online": "Links with “online” behind them open the whole course in a new tab. There you can read without the platform:",
    "scorm-script": "Without JavaScript, your learning platform cannot be told what you read. The lessons below work all the same.",
    "scorm:count": "{} of {} read",
    "scorm:started": "Your learning platform has noted: started.",
    "scorm:finished": "Your learning platform has noted: finished.",
    "scorm:none": "No learning platform answers here, so nobody is told what you read. The lessons work all the same.",
    "scorm:refused": "Your learning platform did not take a note. You can read on all the same.",
}

FOR_AUTHORS = {
    # The rules, in the contributors' guide: like the checker's messages, they are in English
    "rule-error": "Stops a build.",
    "rule-warning": "Advice.",
    "rule-instead-of": "Instead of this, in",
    "rule-write": "write this, in",
    "rule-says": "The checker says:",
}

CATALOGUES = {"en": ENGLISH, "de": GERMAN}

Words = dict[str, str]

_VALUE = re.compile(r"\{(\d*)\}")
_FORMS = ("zero", "one", "two", "few", "many")


def catalogue(language: str = "en", own: Mapping[str, str] | None = None) -> Words:
    """The words of a language, with a course's own in their place.

    Args:
        language: a language tag, as `de` or `de-AT`. Where there is no catalogue, what `own` leaves out is in English.
        own: a course's own words, by the names of ENGLISH, in which a text may have further plural forms (`minutes|few`).

    Returns:
        The words, and under "language" the tag by which numbers choose their form.
    """
    own = own if isinstance(own, Mapping) else {}
    own = {name: text for name, text in own.items() if is_known(name) and fits(name, text)}
    tag = spoken(language)
    # Whoever writes a text anew does not want the catalogue's form of it for some numbers.
    given = {name: text for name, text in {**ENGLISH, **CATALOGUES.get(tag, {})}.items() if "|" not in name or plain(name) not in own}
    return {**given, **own, "language": tag if tag in CATALOGUES or own else "en"}


def spoken(language: str) -> str:
    """A language tag without its country: `de` for `de-AT`."""
    return language.replace("_", "-").lower().partition("-")[0]


def is_known(name: object) -> bool:
    """Whether a course may have a text of that name of its own."""
    return isinstance(name, str) and (name in ENGLISH or (f"{plain(name)}|one" in ENGLISH and name.partition("|")[2] in _FORMS))


def fits(name: str, text: object) -> bool:
    """Whether a text takes no values but those that the English one is given, and holds no other braces."""
    if not isinstance(text, str) or re.search(r"[{}]", _VALUE.sub("", text)):
        return False
    alike = len({bool(number) for number in _VALUE.findall(text)}) < 2  # all are numbered, or none
    whole = name != "months" or text.count(", ") == 11
    return alike and whole and values_in(text) <= values_in(ENGLISH[plain(name)])


def plain(name: str) -> str:
    """The name of a text without its plural form."""
    return name.partition("|")[0]


def values_in(text: str) -> set[str]:
    """Which values a text takes, as numbers from 0."""
    return {number or str(place) for place, number in enumerate(_VALUE.findall(text))}


def counted(words: Words, name: str, number: int, *values: object) -> str:
    """A text in the form that a number asks for.

    Args:
        words: the catalogue.
        name: of the text.
        number: what is counted.
        values: to stand in the text; without any, the number.
    """
    text = words.get(f"{name}|{plural(words['language'], number)}", words[name])
    return text.format(*(values or (number,)))


def decimal(words: Words, number: float, digits: int) -> str:
    """A number with that many digits after the language's decimal mark."""
    return f"{number:.{digits}f}".replace(".", words["decimal-mark"])


def date(words: Words, written: str) -> str:
    """A day that is written as 2026-11-21, in words; nothing for what is no day (`mkdocs serve` shows such lessons, too)."""
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        return ""
    return words["date"].format(day.day, words["months"].split(", ")[day.month - 1], day.year)


# The languages whose forms differ from "one for 1, the rest for all others" (CLDR 46, cardinal, whole numbers:
# https://www.unicode.org/cldr/charts/46/supplemental/language_plural_rules.html). A test asks Node about each.
_NO_FORMS = frozenset("id ja ko ms my th vi zh".split())
_ONE_FOR_0_AND_1 = frozenset("am as bn fa fr gu hi hy kn pa pt si zu".split())
_EAST_SLAVIC, _SOUTH_SLAVIC = frozenset("be ru uk".split()), frozenset("bs hr sh sr".split())


def plural(language: str, number: int) -> str:
    """Which plural form of CLDR a whole number takes: "zero", "one", "two", "few", "many" or "other"."""
    ten, hundred = number % 10, number % 100
    few = 2 <= ten <= 4 and not 12 <= hundred <= 14
    if language in _NO_FORMS:
        return "other"
    if language in _ONE_FOR_0_AND_1:
        return "one" if number in (0, 1) else "other"
    if language in _EAST_SLAVIC or language in _SOUTH_SLAVIC:
        rest = "many" if language in _EAST_SLAVIC else "other"
        return "one" if ten == 1 and hundred != 11 else "few" if few else rest
    if language == "pl":
        return "one" if number == 1 else "few" if few else "many"
    if language in ("cs", "sk"):
        return "one" if number == 1 else "few" if 2 <= number <= 4 else "other"
    if language == "lt":
        return "other" if 11 <= hundred <= 19 or ten == 0 else "one" if ten == 1 else "few"
    if language == "lv":
        return "zero" if ten == 0 or 11 <= hundred <= 19 else "one" if ten == 1 and hundred != 11 else "other"
    if language == "ro":
        return "one" if number == 1 else "few" if number == 0 or 1 <= hundred <= 19 else "other"
    if language == "sl":
        return {1: "one", 2: "two", 3: "few", 4: "few"}.get(hundred, "other")
    if language == "cy":
        return {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}.get(number, "other")
    if language in ("fil", "tl"):
        return "other" if ten in (4, 6, 9) else "one"
    if language in ("is", "mk"):
        return "one" if ten == 1 and hundred != 11 else "other"
    if language == "he":
        return {1: "one", 2: "two"}.get(number, "other")
    if language == "ar":
        return {0: "zero", 1: "one", 2: "two"}.get(number) or ("few" if 3 <= hundred <= 10 else "many" if hundred >= 11 else "other")
    return "one" if number == 1 else "other"


_IN_TEMPLATES = ("minutes|one", "minutes", "looked-at", "reviewed-by", "date")


def for_templates(words: Words) -> dict[str, str | list[str]]:
    """The words of the theme's own templates: those that begin with `frame:`, and those of a lesson's head."""
    own = {name.removeprefix("frame:"): text for name, text in words.items() if name.startswith("frame:") or name in _IN_TEMPLATES}
    return own | {"months": words["months"].split(", ")}
