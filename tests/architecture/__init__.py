"""Tests of the architecture: borders, habits, and the files a visitor reads."""
