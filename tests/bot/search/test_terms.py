"""Terms: what two people write differently is equal, and every part of a text that people would look for is found."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.search.terms import begun_terms, fold, terms, wanted


def finds(asked: str, text: str) -> bool:
    """As the index does it: each row of terms in a row, the last one begun."""
    return bool(wanted(asked)) and all(
        any(_stands(begun_terms(written), terms(text).split(" ")) for written in each.written) for each in wanted(asked)
    )


def _stands(row: list[str], there: list[str]) -> bool:
    rows = (there[place : place + len(row)] for place in range(len(there) - len(row) + 1))
    return any(each[:-1] == row[:-1] and each[-1].startswith(row[-1]) for each in rows)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("payment-gateway", "The payment-gateway is slow"),
        ("payment_gateway", "The payment gateway is slow"),
        ("gateway", "payment_gateway"),
        ("api.example.com/v1/pay", "GET https://api.example.com/v1/payments fails"),
        ("example.com", "GET https://api.example.com/v1/payments fails"),
        ("/var/log/app", "see /var/log/app.log"),
        ("log/app", "see /var/log/app.log"),
        ("10.0.3.7", "host 10.0.3.7:8080 is down"),
        ("U.S.", "customers in the U.S. and Canada"),
        ("naïve", "a naive retry"),
        ("naive", "a naïve retry"),
        ("NAÏVE", "a nai\u0308ve retry"),
        ("strasse", "Straße gesperrt"),
        ("Straße", "STRASSE GESPERRT"),
        ("Lukasz", "Łukasz looks at it"),
        ("елка", "Ёлка упала"),
        ("決済", "本日の決済処理が失敗"),
        ("処理が", "本日の決済処理が失敗"),
        ("敗", "本日の決済処理が失敗"),
        ("本", "本日の決済処理が失敗"),
        ("決済API", "新しい決済APIが遅い"),
        ("API", "新しい決済APIが遅い"),
        ("済API", "新しい決済APIが遅い"),
        ("接続", "データベース接続"),
        ("ﾃﾞｰﾀﾍﾞｰｽ", "データベース接続"),
        ("データ", "ﾃﾞｰﾀﾍﾞｰｽが遅い"),
        ("ＡＰＩ", "api gateway"),
        ("결제", "온라인결제가 실패했습니다"),
        ("支付", "用户支付失败"),
        ("ระบบ", "เกิดข้อผิดพลาดในระบบชำระเงิน"),
        ("भुगतान", "भुगतान विफल"),
        ("🔥", "the pool is on fire 🔥"),
        ("👍", "rolled back 👍🏽"),
        (":fire:", "the pool is on :fire:"),
        ("pointer", "java.lang.NullPointerException"),
        ("NullPointer", "java.lang.NullPointerException"),
        ("nullpointerexc", "java.lang.NullPointerException"),
        ("PointerException", "java.lang.NullPointerException"),
        ("lang.NullPointer", "java.lang.NullPointerException"),
        ("server", "HTTPServer"),
        ("http", "HTTPServer"),
        ("apis", "two APIs fail"),
        ("1.2.3", "rolled back to v1.2.3"),
        ("1.2", "rolled back to V1.2.3-rc1"),
        ("v1.2.3", "rolled back to v1.2.3"),
        ("v1.2.3", "rolled back to 1.2.3"),
        ("1.2.3", "user-api1.2.3 is out"),
        ("1.2.3", "registry/user-api:1.2.3"),
        ("user-api", "UserApi1.2.3 is out"),
        ("10.0.3.7", "host10.0.3.7 is down"),
        ("10.0.3.7", "ip-10-0-3-7.internal"),
        ("fe80::1", "from fe80::1%eth0"),
        ("PAY-123", "see pay 123"),
        ("PAY-123", "see pay123"),
        ("pay 123", "see PAY-123"),
        ("pay 123", "see PAY123"),
        ("pay123", "see PAY-123"),
        ("PAY#123", "see PAY123"),
        ("web03", "web-03 is down"),
        ("9f8e7d6", "since 9f8e7d6a5b4c3d2e1f00"),
        ("9f8e7d6a5b4c3d2e1f00", "since 9f8e7d6"),
        ("9F8E7D6A", "since user-api@9f8e7d6"),
        ("PaymentGateway", "payment gateway"),
        ('"connection pool"', "the connection pools are full"),
        ("“connection pool” full", "the connection pools are full"),
        ("pool connection", "the connection pool"),
        ("don't", "they don’t see it"),
    ],
)
def test_what_people_look_for_is_found(asked: str, text: str) -> None:
    assert finds(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("10.0.3.7", "host 10.0.37.3, port 7"),
        ("U.S.", "users see errors"),
        ("payment-gateway", "the gateway of a payment"),
        ('"connection pool"', "a pool of every connection"),
        ("決済", "決定は未済"),
        ("か", "がぎぐ"),
        ("hiper", "パイパー"),
        ("is", "two APIs fail"),
        ("pool absent", "the pool"),
        ("1.2.3", "rolled back to v1.12.3"),
        ("PAY-123", "paid 123 times"),
        ("20240115", "2024011 rows"),
    ],
)
def test_what_only_looks_alike_is_not(asked: str, text: str) -> None:
    assert not finds(asked, text)


@pytest.mark.parametrize("nothing", ["", " ", "???", '""', "“”", "-", "_", "\x00", "\u200b", "\ufe0f"])
def test_without_a_letter_a_digit_or_an_emoji_there_is_nothing_to_look_for(nothing: str) -> None:
    assert wanted(nothing) == ()
    assert terms(nothing) == ""


letters = "aZéßøİ1_-./'\"“”:@#*( )^決済テﾃﾞ결제ไทยनि🔥👍🏽\u0301\u200d\u00ad"
typed = st.one_of(st.text(), st.text(alphabet=letters))


@given(typed)
@example("ΐ")
@example("Ά\u0345")
def test_a_folded_text_is_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(typed, st.data())
def test_any_part_of_a_text_between_its_spaces_is_found(text: str, data: st.DataObject) -> None:
    words = [word for word in text.split() if wanted(word)]
    if words:
        assert finds(data.draw(st.sampled_from(words)), text)


@given(st.text(alphabet="決済処理が失敗データ", min_size=1), st.data())
def test_any_part_of_a_run_without_spaces_is_found(run: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(begin + 1, len(run)))
    assert finds(run[begin:end], f"before {run}, after")


@given(typed)
def test_terms_have_no_ascii_but_letters_and_digits_so_nothing_is_syntax(text: str) -> None:
    asked = [term for each in wanted(text) for row in each.written for term in begun_terms(row)]
    there = [*terms(text).split(), *asked]
    assert all(letter.isalnum() or ord(letter) > 127 for term in there for letter in term)
    assert not any(letter.isspace() for term in there for letter in term)
