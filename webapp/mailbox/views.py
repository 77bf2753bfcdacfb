from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from engine import markdown_to_html
from webapp.pages import settings
from webapp.security import public
from webapp.store import queries

bp = Blueprint("mailbox", __name__)


@bp.before_request
def only_in_the_demo() -> None:
    """Everyone may read this post, so it exists only where all post is invented."""
    if not settings().demo:
        abort(404)


@bp.get("/post")
@public
def index() -> ResponseReturnValue:
    return render_template("mailbox/index.html", messages=queries.outbox_sent(), dead=queries.dead_letters())


@bp.get("/post/<path:message_id>")
@public
def show(message_id: str) -> ResponseReturnValue:
    message = queries.outbox_message(message_id)
    if message is None:
        abort(404)
    html = Markup(markdown_to_html(message.markdown))  # sanitised there
    return render_template("mailbox/show.html", message=message, html=html)
