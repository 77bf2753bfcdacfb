"""Letters: files that process owners write, turned into text that a resident receives.

A letter is front matter plus Markdown with a small, safe part of Jinja. It can read case facts,
choose, repeat and format; it cannot compute, loop without end or reach Python. A value that is
missing is an error before sending, never an empty spot in the letter.
"""

from engine.letters.duties import check_changed, tidied
from engine.letters.letter import Letter, Problem, Rendered, letter_problems, parse_letter
from engine.letters.markdown import markdown_to_html, markdown_to_text

__all__ = [
    "Letter",
    "Problem",
    "Rendered",
    "check_changed",
    "letter_problems",
    "markdown_to_html",
    "markdown_to_text",
    "parse_letter",
    "tidied",
]
