"""What goes wrong when a term cannot be computed."""


class TermError(ValueError):
    """De termijn kan niet worden berekend.

    The message is a Dutch sentence that says what to do.
    """
