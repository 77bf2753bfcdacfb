"""Lifelike sample data: invented complaints, played through the real engine on dates relative to today."""

from webapp.demo.seed import CASES, is_empty, seed

__all__ = ["CASES", "is_empty", "seed"]
