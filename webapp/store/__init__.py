"""What the application remembers. The only package that speaks SQL; only `unit_of_work` commits."""
