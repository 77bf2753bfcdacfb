"""Lifelike sample data: invented complaints, played through the real engine on dates relative to today."""

from webapp.demo.seed import CASES, is_seeded, seed

__all__ = ["CASES", "is_seeded", "seed"]
