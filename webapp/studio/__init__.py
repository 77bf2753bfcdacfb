"""The process owner's studio: drafts of the procedure, their files, the editors and the check."""
