"""The blueprint that the views of the studio hang on, and what each of them asks first."""

from flask import Blueprint

from webapp.security import role_required

bp = Blueprint("studio", __name__, url_prefix="/werkwijze")
owners_only = role_required("Proceseigenaar")
