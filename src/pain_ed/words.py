"""Every word that the package itself shows to a reader. A course brings all others."""

ENGLISH = {
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
    "answers": "Answers",
    "fits": "Fits:",
    "misfit": "Does not fit:",
    "reread": "Read again:",
    "sources": "Sources",
    "source-document": "source document",
    "source-documents": "Source documents",
    "evidence": "Evidence",
    "two-authors": "{} and {}",
    "more-authors": "{} and others",
    "reliability": "Reliability: {}.",
    "cited-in": "Cited in: ",
    "questions": "(questions: {})",
    "cited-nowhere": "Not cited yet.",
    # The overview for clinicians
    "minutes": "{} minutes",
    "grade": "reading grade {}",
    "objectives": "After it, the reader can:",
    "concepts": "Concepts: ",
    "rests-on": "Rests on: ",
    "key-message": "Key message: ",
    "handing-over": "When you hand it over: ",
    "do-not-claim": "Do not claim: ",
    "problem": "These questions cannot be shown yet: {}",
    # Used by quiz.js
    "check": "Check",
    "again": "Try again",
    "nothing-chosen": "Choose an answer first, then check.",
    "unfinished": "Fill in every one first, then check.",
    "ask-confidence": "How sure are you? Choose one, then check again.",
    "right": "Right.",
    "not-quite": "Not quite.",
    "found": "You found {} of the {} that fit.",
    "extra-one": "1 of your choices does not fit.",
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
    "summary-none": "You have not checked any of the {} questions on this page yet.",
    "summary": "{} of {} answers agree with the sources so far.",
    "summary-all": "All {} answers agree with the sources.",
    "summary-reread": "Passages to read again:",
    "delete": "Delete what this device remembers",
    "delete-explained": "This removes your answers to all quizzes of this course, and your choice of colours, from this device. It cannot be undone.",
    "delete-now": "Delete now",
    "deleted": "Done. This device remembers nothing from this course.",
    # At the end of a lesson (done.js)
    # Above a lesson (reader.js)
    # Assign
    # My plan
    # My record
    # Read a code
    # Ask me again
    # Reflection
    # Notes
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
        "At a library, a clinic or a friend's home, turn this on. Then this tab alone remembers what you do. What the device remembered moves into the tab."
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
}
