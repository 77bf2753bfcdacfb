"""The blueprint that the views of releasing hang on, and who may open them."""

from flask import Blueprint

from webapp.security import role_required

bp = Blueprint("release", __name__, url_prefix="/werkwijze")
owners_only = role_required("Proceseigenaar")
readers = role_required("Proceseigenaar", "Klachtencoördinator", "Leidinggevende")
