"""Addresses are the same whether they are remembered or built."""

import pytest
from flask import Flask, url_for


@pytest.mark.parametrize(
    ("endpoint", "values", "address"),
    [
        ("cases.index", {}, "/zaken"),
        ("cases.index", {"zoek": "a&b", "plaats": None}, "/zaken?zoek=a%26b"),
        ("cases.show", {"number": "K-1", "_anchor": "notities"}, "/zaken/K-1#notities"),
        ("tasks.index", {"taak": 7}, "/taken?taak=7"),
        ("cases.index", {"_external": True}, "http://localhost/zaken"),
    ],
)
def test_an_address_is_the_same_the_second_time(app, endpoint, values, address):
    with app.test_request_context("/"):
        assert [url_for(endpoint, **values) for _ in range(2)] == [address, address]


def test_an_address_that_python_asked_for_is_not_built_again(app, monkeypatch):
    with app.test_request_context("/"):
        url_for("cases.index", zoek="onthouden")
        monkeypatch.setattr(Flask, "url_for", None)
        assert url_for("cases.index", zoek="onthouden") == "/zaken?zoek=onthouden"


def test_a_browser_keeps_a_file_for_good_and_fetches_another_after_an_update(app, client):
    with app.test_request_context("/"):
        address = url_for("static", filename="css/app.css")
    kept = client.get(address)
    assert kept.cache_control.max_age == 365 * 24 * 60 * 60
    assert client.get("/static/css/app.css?v=0000000000").cache_control.max_age is None
    assert client.get("/static/css/app.css").cache_control.max_age is None


def test_nothing_outside_the_folder_of_files_is_read_for_a_version(app):
    with app.test_request_context("/"):
        assert url_for("static", filename="../config.py") == "/static/../config.py"
        assert url_for("static", filename="css/there-is-none.css") == "/static/css/there-is-none.css"
