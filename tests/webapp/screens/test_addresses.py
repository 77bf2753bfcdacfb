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
