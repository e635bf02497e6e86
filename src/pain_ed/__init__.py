"""Self-check quizzes and checked citations for courses made with MkDocs."""

__version__ = "0.1.0"
