"""What left the building, to look at in the demo."""
