"""The blueprint of all that tries a draft."""

from flask import Blueprint

from webapp.security import role_required

bp = Blueprint("rehearsal", __name__, url_prefix="/werkwijze/ontwerp/<int:draft_id>")
owners_only = role_required("Proceseigenaar")
