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
    # The rules, in the contributors' guide
    "rule-error": "Stops a build.",
    "rule-warning": "Advice.",
    "rule-instead-of": "Instead of this, in",
    "rule-write": "write this, in",
    "rule-says": "The checker says:",
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
    # Used by quiz.js
    "no-memory": "This browser does not let the page remember your answers. Everything else works.",
}
