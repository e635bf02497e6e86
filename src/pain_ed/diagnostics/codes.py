"""The table of the rules: each with its code, its weight and what to do about it."""

from __future__ import annotations

from enum import Enum


# fmt: off
class Code(Enum):
    """The stable code of each rule. Its docstring is the rule's documentation: advice printed once a report."""

    def __new__(cls, value: str, severity: str, doc: str) -> Code:
        member = object.__new__(cls)
        member._value_ = value
        member.severity = severity
        member.__doc__ = doc
        return member

    severity: str
    """`error` stops a build; `warning` is told and does not."""

    # Files
    NOT_UTF8 = "not-utf8", "error", "Save the file as UTF-8. Most editors offer this under 'Save with encoding'."
    TOO_LARGE = "too-large", "error", "A page may have 200 kB, a quiz or docs/glossary.yml 300 kB, mkdocs.yml, docs/language.yml and docs/safety.yml 100 kB, docs/sources.yml 4 MB, and any other file 1 MB: more was most likely put there by a slip. Take it out, or split the file in two."
    UNREADABLE = "unreadable", "error", "The file must exist and its permissions must let it be read."
    SYMLINK = "symlink", "error", "Links to other files are refused, since they could publish files from outside the course. Copy the file instead."
    BAD_FILE_NAME = "bad-file-name", "error", "A name that some system cannot store, or that a page would take for markup, is refused. Use letters, digits, hyphens and one full stop before the ending."
    INVISIBLE_CHARACTER = "invisible-character", "error", "Text holds no control characters and no marks that turn the direction of writing: what is published would not be what a reviewer sees. Delete it, and type the word anew."

    # YAML
    YAML_SYNTAX = "yaml-syntax", "error", "Put text that holds ': ' or ' #', or starts with a special sign, in double quotes, and indent with spaces."
    YAML_FORBIDDEN = "yaml-forbidden", "error", "Anchors (&), aliases (*), tags (!) and merge keys (<<) are refused: write the value out."
    YAML_DEPTH = "yaml-depth", "error", "Nesting deeper than 20 levels is refused."
    DUPLICATE_KEY = "duplicate-key", "error", "A key may stand once in the same place. Keep one of the two."

    # Keys and values
    UNKNOWN_KEY = "unknown-key", "error", "Only the keys of the format are allowed, so that a slip of the pen cannot pass in silence."
    MISSING_KEY = "missing-key", "error", "Add the key on a line of its own."
    WRONG_TYPE = "wrong-type", "error", "Text that looks like a number, a date or true/false must stand in double quotes to be text."
    BAD_ID = "bad-id", "error", "An id is written in lower case with single hyphens (kebab-case), like 'first-steps', and never changes: readers' answers are kept under it."
    BAD_VALUE = "bad-value", "error", "Only the values named are allowed."

    # Parts to write
    TO_WRITE = "to-write", "error", "'pain-ed new' leaves 'TO WRITE' where only a person can say what should stand, and 'to-write-…' where an id is to be chosen. Put your own text in its place, with its source, and leave no 'TO WRITE'."

    # Lessons
    FRONT_MATTER_MISSING = "front-matter-missing", "error", "A lesson starts with a block between two lines of three hyphens that names its title, summary, minutes, objectives, source documents and review."
    LESSON_OUTSIDE_MODULE = "lesson-outside-module", "error", "A page with a quiz is a lesson, and lives in a folder of docs/ whose index.md says 'kind: module'."
    NO_SOURCE_DOCUMENT = "no-source-document", "error", "Each lesson names at least one source document that it grew from."
    NOT_A_SOURCE_DOCUMENT = "not-a-source-document", "error", "Only entries of docs/sources.yml with 'role: source-document' can be named here; evidence is cited in the text."
    SOURCE_DOCUMENT_NOT_CITED = "source-document-not-cited", "error", "Cite it as [^id] in the text, where the lesson draws on it."
    UNKNOWN_SOURCE = "unknown-source", "error", "A citation [^id] names an entry of docs/sources.yml."
    LOW_RELIABILITY_ALONE = "low-reliability-alone", "error", "What rests on a source of low reliability also cites evidence in the same paragraph."
    OBJECTIVE_UNTESTED = "objective-untested", "error", "Each objective of a lesson is tested by at least one question ('objective: its-id')."

    # Concepts and terms
    UNKNOWN_CONCEPT = "unknown-concept", "error", "A lesson names concepts of docs/concepts.yml, and its questions name those of the lesson."
    CONCEPT_UNTESTED = "concept-untested", "error", "Each concept of a lesson is tested by at least one of its questions ('concept: its id')."
    CONCEPT_NOT_TAUGHT = "concept-not-taught", "error", "Each concept of docs/concepts.yml is taught by some lesson. Name it in the front matter of the lesson that teaches it."
    TERM_NOT_USED = "term-not-used", "error", "Each term of docs/glossary.yml is used in some lesson or quiz, in one of its forms."
    TERM_TWICE = "term-twice", "error", "A term or form stands once in docs/glossary.yml."
    TERM_UNEXPLAINED = "term-unexplained", "warning", "A lesson that says how to pronounce a word, or puts an abbreviation in brackets after its words, introduces a technical term. Add it to docs/glossary.yml, so that readers can look it up wherever it comes back."

    # Reading
    READING_GRADE = "reading-grade", "warning", "The text of a lesson or a model reads at US grade 7 or lower by the formula of Flesch and Kincaid, and 9 or lower by SMOG, without the 'Go deeper' block. Shorter sentences and words help; so does somebody who reads it aloud."
    SECTION_GRADE = "section-grade", "warning", "No section of a lesson reads above US grade 9 (Flesch-Kincaid), whatever the rest does."
    PASSIVE_VOICE = "passive-voice", "warning", "About one sentence in ten at most is in the passive voice. Say who does it: 'the baker kneads the dough', not 'the dough is kneaded'."
    UNEXPLAINED_SHORT_FORM = "unexplained-short-form", "warning", "An abbreviation is one that everybody knows, or stands in docs/glossary.yml. Otherwise write it out."
    LONG_SENTENCE = "long-sentence", "warning", "No sentence over 25 words outside the 'Go deeper' block. Make two of it."
    OVER_BUDGET = "over-budget", "warning", "A lesson keeps within its budget of words in sight, phone screens and marks of sources: who is tired stops reading. Fold what only some need, under 'How we know' or 'Go deeper', and facts with their sources first; or make two lessons of it. 'pain-ed measure' prints the figures of all lessons, and 'budgets' in mkdocs.yml sets the budgets of a module."

    # Reviews
    REVIEW_OVERDUE = "review-overdue", "warning", "Each lesson, and each sign of docs/signs.yml, is looked at again within 24 months, and the numbers of a country within 12. Read it against its sources, mend it, and set 'reviewed', or 'looked_up', to the day on which you did."
    TEXT_CHANGED = "text-changed", "warning", "A review is of one text. Have the change reviewed, then run 'pain-ed stamp' with the lesson's name: it notes the day and the text. Until then the page says that it has changed since."

    # Links, headings and pictures
    BROKEN_LINK = "broken-link", "error", "A link inside the course names a file of docs/, from the page on which it stands: '../help.md', 'another-lesson.md'."
    BROKEN_ANCHOR = "broken-anchor", "error", "What follows '#' in a link is a heading of that page, in lower case with hyphens for spaces."
    UNSAFE_LINK = "unsafe-link", "error", "Links lead to pages of the course, to https:// addresses, to 'mailto:' and to 'tel:'."
    HEADING_ORDER = "heading-order", "error", "Headings go down one level at a time, from '##' under the page's title: people who listen find their way by them."
    RAW_HTML = "raw-html", "error", "Write Markdown. Of HTML, only abbr, br, cite, div, figcaption, figure, kbd, small, span, sub, sup and wbr are allowed, and no attribute that runs, styles or leads somewhere."
    NO_ALT_TEXT = "no-alt-text", "error", "A picture has alternative text, for those who do not see it: ![what it shows](picture.svg)."
    POOR_ALT_TEXT = "poor-alt-text", "warning", "Alternative text says what the picture shows, as you would tell it on the telephone; not 'image', and not the file's name."
    SVG_BROKEN = "svg-broken", "error", "A drawing that is not well-formed is not shown. Save it again from the program that made it."
    SVG_NOT_DESCRIBED = "svg-not-described", "error", "A drawing starts with <title>what it is</title> and <desc>what it shows</desc>, right under <svg>."
    SVG_NOT_SAFE = "svg-not-safe", "error", "A drawing holds no script, no handler, no DOCTYPE, and nothing from another address. Save it as 'plain SVG'."
    UNUSED_FILE = "unused-file", "warning", "Files in docs/assets are used on a page, or go: every reader's device loads the course for use without a network."

    # Words
    AVOIDED_WORD = "avoided-word", "error", "The words of docs/language.yml may stand in quotation marks, in a block '!!! quote', or in an answer that a quiz calls wrong: there the text speaks about them. Anywhere else, say it in other words."
    UNKNOWN_WORD = "unknown-word", "error", "The texts that a course may have in its own words ('words:' under 'pain_ed' in mkdocs.yml) have the names of src/pain_ed/i18n/en.py."
    WORD_VALUES = "word-values", "error", "Where the English text has {}, the program puts a number or a name. A text in other words may leave some out, and may number them to change their order: '{1} of {0}'; it holds no other braces. It is text, in double quotes. The months are twelve, with a comma and a space between them."
    WORDS_MISSING = "words-missing", "warning", "Give these texts under 'words:' in the course's language, or send the whole list of words for a new language as a contribution."

    # Safety
    NO_HELP_LINK = "no-help-link", "error", "Each lesson has a link to the page that says when to get help, so that somebody who worries finds it while reading."
    NO_MEDICINE_LINE = "no-medicine-line", "error", "A lesson that names a medicine says, outside 'Go deeper', never to start, stop or change one on your own. docs/safety.yml holds the names and the words."
    NO_CRISIS_LINK = "no-crisis-link", "error", "A lesson that speaks of low mood or despair leads to help with it. docs/safety.yml holds the words and the link."
    SIGNS = "signs", "error", "docs/signs.yml holds the signs that send a reader for help. Each names places of that file. '/// signs | now', then '///' on the next line, lists the signs of an urgency (now, today, days) on a page, and all urgencies are listed somewhere; 'by-place', 'for-clinicians', 'numbers' or a place may stand there, too."
    UNKNOWN_SIGN = "unknown-sign", "error", "A link to a sign ends in '#sign-' and the sign's id in docs/signs.yml: [a foot that drops](../help.md#sign-foot-drop). The page sets behind it how urgent the sign is."
    CHECK_WITHOUT_SIGN = "check-without-sign", "warning", "A paragraph, or an answer to a question, that sends a reader for a check has a link to the sign, or to the page that says when to get help. There they find out how soon. docs/safety.yml holds the words."
    URGENCY_BY_HAND = "urgency-by-hand", "warning", "How urgent a sign is stands in docs/signs.yml alone, and the page sets it behind each link to the sign. Leave it out, so that the two can never differ. docs/safety.yml holds the words."
    DOSAGE = "dosage", "error", "No lesson tells an amount of a medicine, or how often to take it. That is for the person who prescribes it."

    # Evidence
    NUMBER_NOT_CITED = "number-not-cited", "warning", "A share or a count of people or studies has evidence beside it: cite it in the same paragraph, or in a question in the feedback or the explanation."
    PAIRS_NOT_COMPUTED = "pairs-not-computed", "warning", "A count of pairs is made of an effect size by one formula: of a standardized mean difference d, Φ(d/√2) of the pairs. Φ(d) answers another question. Give the effect size under 'effect_sizes' of the source in docs/sources.yml, cite that source in the same paragraph, and write the number that comes out."
    NARRATIVE_REVIEW_ALONE = "narrative-review-alone", "warning", "A number comes from a study, or from a review that searched for all of them. Cite that beside a review by experts."
    RETRACTED_SOURCE = "retracted-source", "error", "A source with 'status: retracted' is cited nowhere. Take out what rests on it, or find what still supports it."
    SUPERSEDED_SOURCE = "superseded-source", "warning", "A source with 'status: superseded' has a newer one in its place. Read that, and cite it instead."

    # Quizzes in a lesson
    UNKNOWN_QUIZ = "unknown-quiz", "error", "The quiz block names a file in quizzes/, without '.yml'."
    QUIZ_BLOCK = "quiz-block", "error", "A quiz block is '/// quiz | name', then, if wanted, 'questions: [first-id, second-id]' and 'fold: true' indented by four spaces, then '///'. Anything else would be shown as plain text."
    QUESTION_NOT_PLACED = "question-not-placed", "error", "Each question of the file stands exactly once in its lesson. Name it in a quiz block, or place the quiz whole."
    QUESTION_PLACED_TWICE = "question-placed-twice", "error", "Each question of the file stands exactly once in its lesson."

    # Modules, tools and names
    MODULE_BLOCK = "module-block", "error", "A module block is '/// module | folder', then '///' on the next line. It names a folder of docs/ whose index.md says 'kind: module', and stands on a page in such a folder."
    UNKNOWN_TOOL = "unknown-tool", "error", "A tool is placed with '/// tool | name', then '///' on a line of its own."
    TOOL_BLOCK = "tool-block", "error", "A block is '/// tool | name', then its options if it has any, indented by four spaces, then '///'. Anything else would be shown as plain text. Two have options: 'reflection' has 'module: folder-of-the-module' and 'when: before' or 'when: after', and 'notes' has 'scales:'."
    REFLECTION = "reflection", "error", "docs/reflection.yml holds exactly four statements. '/// tool | reflection' puts them on a module's index page (when: before) and at the end of its last lesson (when: after), and names the folder of that module."
    LESSON_NAME_TAKEN = "lesson-name-taken", "error", "Each lesson has a 'short' name and a 'number' of its own. Links and codes that readers hold are made of them: give the newer lesson others, and never change those of the older."
    LESSON_NUMBER_MISSING = "lesson-number-missing", "error", "Where one lesson has a 'number', all have: a record's code names lessons by it. Give the next free number, whatever the lesson's place in the course."

    # Interactive models
    UNKNOWN_MODEL = "unknown-model", "error", "A model block names an entry of docs/models.yml ('/// model | wind-up')."
    MODEL_BLOCK = "model-block", "error", "A model block is '/// model | name', then '///' on the next line. It stands at the left margin, and once on a page."
    MODEL_NOT_PLACED = "model-not-placed", "error", "Each entry of docs/models.yml stands on some page. Place it, or take it out."

    # Quizzes
    LESSON_MISMATCH = "lesson-mismatch", "error", "quizzes/name.yml belongs to the lesson name.md, and says so: 'lesson: name'."
    DUPLICATE_ID = "duplicate-id", "error", "Ids are unique in the whole course. Give the newer one another id."
    UNKNOWN_OBJECTIVE = "unknown-objective", "error", "A question tests one of the objectives in its lesson's front matter."
    UNKNOWN_ANCHOR = "unknown-anchor", "error", "'reread' names a heading of the lesson: '#' and the heading in lower case with hyphens for spaces."
    CORRECT_COUNT = "correct-count", "error", "Mark exactly one option 'correct: true' in a 'single' question, and at least one in a 'multiple' one."
    TOO_FEW = "too-few", "error", "A question needs at least two options, items, pairs or guesses to choose among."
    DUPLICATE_OPTION = "duplicate-option", "error", "Two equal options could not be told apart. Change or remove one."
    NOT_CITED = "not-cited", "error", "Each question cites at least one source as [^id], in a feedback or in the explanation; so does each model of docs/models.yml."
    PLAIN_TEXT_ONLY = "plain-text-only", "error", "Titles, summaries, objectives, the glossary, sources and concepts are shown letter by letter, the right side of a pair in a drop-down list, and the words of a model in its picture: plain words only, no citation, no emphasis, no link, no HTML."

    # How questions are written
    OPTION_ABOUT_OTHERS = "option-about-others", "error", "No 'all of the above' or 'none of these': who knows two options knows the answer. Use 'type: multiple', or name what is meant."
    LONGEST_IS_RIGHT = "longest-is-right", "warning", "The right option is not by far the longest: readers choose it for its length. Shorten it, or say the others as fully."
    ALWAYS_SAME_PLACE = "always-same-place", "warning", "The right option stands now first, now last, now between. Move it in some of the questions."
    NEGATIVE_QUESTION = "negative-question", "warning", "Ask for what is so. Where a question must ask for what is not, put the word in bold: 'Which is **not** …?'"
    ABSOLUTE_GIVEAWAY = "absolute-giveaway", "warning", "Words like 'always' and 'never' give wrong options away when no right one has them. Say the wrong options as somebody who believes them would."
    OPTIONS_UNLIKE = "options-unlike", "warning", "The options of a question have the same form: all whole sentences with a full stop, or all parts of one without; all with a capital letter, or none."
    FEEDBACK_WITHOUT_REASON = "feedback-without-reason", "warning", "Feedback says in few words why an option fits or does not. 'Right' and 'wrong' the page says itself."

    # Sources
    BAD_DOI = "bad-doi", "error", "A DOI starts with '10.' and has a slash: 10.1172/JCI42843. Leave out 'https://doi.org/' and 'doi:'."
    NOT_HTTPS = "not-https", "error", "Links start with https://."
    SOURCE_NOT_CITED = "source-not-cited", "warning", "Every source should be cited somewhere. Cite it, or take it out."
# fmt: on


HEADINGS = {
    Code.NOT_UTF8: "Files",
    Code.YAML_SYNTAX: "YAML",
    Code.UNKNOWN_KEY: "Keys and values",
    Code.TO_WRITE: "Parts to write",
    Code.FRONT_MATTER_MISSING: "Lessons",
    Code.UNKNOWN_CONCEPT: "Concepts and terms",
    Code.READING_GRADE: "Reading",
    Code.REVIEW_OVERDUE: "Reviews",
    Code.BROKEN_LINK: "Links, headings and pictures",
    Code.AVOIDED_WORD: "Words",
    Code.NO_HELP_LINK: "Safety",
    Code.NUMBER_NOT_CITED: "Evidence",
    Code.UNKNOWN_QUIZ: "Quizzes in a lesson",
    Code.MODULE_BLOCK: "Modules, tools and names",
    Code.UNKNOWN_MODEL: "Interactive models",
    Code.LESSON_MISMATCH: "Quizzes",
    Code.OPTION_ABOUT_OTHERS: "How questions are written",
    Code.BAD_DOI: "Sources",
}
"""The headings of the guide, each by the first rule under it."""
