"""Runs BPMN with SpiffWorkflow; the only package that knows it."""
