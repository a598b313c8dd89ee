"""Numbers in words, in either language's units."""

import pytest

from scenarios.display import money_scale, money_texts, number_text, percent_text


@pytest.mark.parametrize(
    ("minor", "english", "chinese"),
    [
        (0, "CNY 0.00", "0.00元"),
        (123_45, "CNY 123", "123元"),
        (999_999, "CNY 10,000", "10,000元"),
        (1_234_500_00, "CNY 1.23 million", "123万元"),
        (12_345_600, "CNY 123 thousand", "12.3万元"),
        (-98_765_432_100_00, "−CNY 98.8 billion", "−988亿元"),
    ],
)
def test_amounts_are_told_in_readable_units(minor, english, chinese):
    assert money_texts(minor, "CNY") == {"en": english, "zh": chinese}


def test_a_currency_without_a_name_keeps_its_code():
    assert money_texts(1_000_000_00, "SEK", signed=True) == {"en": "+SEK 1.00 million", "zh": "+100万SEK"}


def test_one_scale_serves_many_amounts():
    scale = money_scale(5_000_000_00, "USD", "en")
    assert scale.label == "USD million"
    assert scale.shown(250_000_00) == 0.25
    assert scale.text(250_000_00) == "USD 0.25 million"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0.00"),
        (0.004, "0.00"),
        (-0.001, "0.00"),
        (0.126, "0.13"),
        (12.34, "12.3"),
        (1234.5, "1,234"),
        (-7, "−7.00"),
    ],
)
def test_numbers_keep_three_digits(value, text):
    assert number_text(value) == text


def test_shares_are_percent():
    assert [percent_text(0.1234), percent_text(-0.5, decimals=0), percent_text(0.02, signed=True)] == [
        "12.3%",
        "−50%",
        "+2.0%",
    ]
    assert percent_text(-0.0001, signed=True) == "0.0%"
