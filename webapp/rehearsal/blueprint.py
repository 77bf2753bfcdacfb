"""The blueprint of all that tries a draft, or the version in use."""

from flask import Blueprint

from webapp.security import role_required

bp = Blueprint("rehearsal", __name__, url_prefix="/werkwijze")
owners_only = role_required("Proceseigenaar")
