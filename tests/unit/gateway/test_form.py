import json
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.gateway.form import form, quoted

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(st.lists(st.tuples(words, words), max_size=5))
def test_gives_the_bytes_of_urlencode(pairs):
    assert form(pairs) == urlencode(pairs).encode()


def test_every_character_below_u0180_alone_and_beside_a_percent_sign():
    for code in range(0x180):
        for text in (chr(code), f"%{chr(code)}+ {chr(code)}2B"):
            assert form([("datajson", text)]) == urlencode([("datajson", text)]).encode()


def test_a_batch_of_odd_texts_comes_back_whole():
    bodies = ["a+b & c=d%20", "Grüße {€} \U0001f44d\u200d", '"quoted"\\', "line\r\nbreak\t\x00"]
    text = json.dumps(bodies, ensure_ascii=False)
    assert parse_qsl(form([("datajson", text)]).decode(), strict_parsing=True) == [("datajson", text)]


def test_a_lone_surrogate_is_a_bug_and_never_a_question_mark():
    with pytest.raises(UnicodeEncodeError):
        quoted("x\ud800")
