"""How the sample cases run: where each one begins, what people answer, and where it stands today."""

from webapp.demo.stories.answers import answers
from webapp.demo.stories.complaints import WROTE_TWICE, Story, complaints, start_answers, start_facts, stories
from webapp.demo.stories.samples import Sample, samples

__all__ = [
    "WROTE_TWICE",
    "Sample",
    "Story",
    "answers",
    "complaints",
    "samples",
    "start_answers",
    "start_facts",
    "stories",
]
