"""Readings: ruby in running text of plain Japanese, plain text where no markup may stand."""

from __future__ import annotations

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from yoriai.web.ui.furigana import in_brackets, plain, with_ruby
from yoriai.web.ui.middleware import FuriganaMiddleware

RUBY = "<ruby>声<rp>（</rp><rt>こえ</rt><rp>）</rp></ruby>"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("{声|こえ}を送る", RUBY + "を送る"),
        ("<p>{声|こえ}</p>", f"<p>{RUBY}</p>"),
        ("<title>{声|こえ}</title>", "<title>声</title>"),
        ('<input placeholder="{声|こえ}">', '<input placeholder="声">'),
        ("<option>{声|こえ}</option>{声|こえ}", f"<option>声</option>{RUBY}"),
        ("<textarea>\n{声|こえ}</textarea>", "<textarea>\n声</textarea>"),
        (
            '<script type="application/json">{"a":"{声|こえ}"}</script>',
            '<script type="application/json">{"a":"声"}</script>',
        ),
        (
            "<svg><title>{声|こえ}</title><text>{声|こえ}</text></svg>",
            "<svg><title>声</title><text>声</text></svg>",
        ),
        ("{}{|}{声}{声|koe}{声|}", "{}{|}{声}{声|koe}{声|}"),
        ("{テレビ|テレビ}", "<ruby>テレビ<rp>（</rp><rt>テレビ</rt><rp>）</rp></ruby>"),
    ],
)
def test_where_ruby_stands(html: str, shown: str) -> None:
    assert with_ruby(html) == shown


def test_without_markup() -> None:
    assert plain("{声|こえ}を{送|おく}る") == "声を送る"
    assert in_brackets("{声|こえ}を送る") == "声（こえ）を送る"


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(alphabet="<>{}|声こえa/ptile\n \"'=", max_size=60))
def test_no_reading_makes_a_tag(text: str) -> None:
    """Whatever people write: the only markup that comes in is ruby, and it is balanced."""
    shown = with_ruby(text)
    for tag in ("ruby", "rt"):
        assert shown.count(f"<{tag}>") - text.count(f"<{tag}>") == shown.count(f"</{tag}>") - text.count(
            f"</{tag}>"
        )
    assert shown.replace("<ruby>", "").replace("</ruby>", "").count("<") <= text.count("<") + 6 * text.count(
        "{"
    )


def answered(
    response: HttpResponse | StreamingHttpResponse, language: str
) -> HttpResponse | StreamingHttpResponse:
    with override(language):
        return FuriganaMiddleware(lambda _request: response)(RequestFactory().get("/"))  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize(("language", "shown"), [("ja-easy", RUBY), ("ja", "{声|こえ}"), ("en", "{声|こえ}")])
def test_only_pages_of_plain_japanese_get_ruby(language: str, shown: str) -> None:
    assert answered(HttpResponse("{声|こえ}"), language).content.decode() == shown


def test_files_and_streams_are_left_alone() -> None:
    file = HttpResponse("{声|こえ}", content_type="text/csv")
    assert answered(file, "ja-easy").content.decode() == "{声|こえ}"
    stream = answered(StreamingHttpResponse(["{声|こえ}"]), "ja-easy")
    assert b"".join(stream.streaming_content).decode() == "{声|こえ}"
