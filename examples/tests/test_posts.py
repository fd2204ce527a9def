"""`example.posts`: a dict becomes a Rust struct, or the error says which key is at fault."""

import pytest
from example.posts import tag_count

POST = {"title": "foo", "tag_counts": {"news": 3, "odd": "many"}}


def test_counts_a_tag() -> None:
    assert tag_count(POST) == 3
    assert tag_count(POST, tag="news") == 3


def test_more_keys_than_needed_are_fine() -> None:
    assert tag_count(POST | {"author": "me"}) == 3


def test_an_absent_tag() -> None:
    with pytest.raises(KeyError, match="has no tag"):
        tag_count(POST, "sport")


def test_a_count_that_is_none() -> None:
    with pytest.raises(TypeError, match="str"):
        tag_count(POST, "odd")


@pytest.mark.parametrize(
    ("post", "message"),
    [
        ({"tag_counts": {}}, "title"),
        ({"title": 3, "tag_counts": {}}, "title.*int"),
        ({"title": "foo", "tag_counts": [3]}, "tag_counts.*list"),
        (3, "argument 'post'"),
    ],
    ids=["missing key", "wrong type of a key", "not a dict inside", "no post at all"],
)
def test_a_wrong_post_names_the_key(post: object, message: str) -> None:
    with pytest.raises((TypeError, KeyError, ValueError), match=message):
        tag_count(post)
