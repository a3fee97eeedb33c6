"""Adverts with their pay masks filled in: ``£****`` becomes ``£[est. 32,000]``."""

from collections.abc import Iterable
from typing import NamedTuple

from ..adverts.masks import MASK, find_masks
from ..files.documents import decode
from ..files.opening import text_encoding
from .estimate import Estimate, wording

_NEAR = 12  # characters beside a mask that say how its number is written


class Mark(NamedTuple):
    """What is written in the place of one mask: ``text`` for ``start`` to ``end``."""

    start: int
    end: int
    text: str
    estimate: Estimate


def marks(text: str, estimates: Iterable[Estimate]) -> list[Mark]:
    """What is written where in one field: the only place where estimates become words.

    Parameters
    ----------
    text : str
        Title or description of an advert.
    estimates : iterable of Estimate
        Masks of this field; those without a value stay masks and have no mark.

    Raises
    ------
    ValueError
        If an estimate points to a place that holds no mask.

    Examples
    --------
    >>> mask = Estimate("description", 1, "pay", "hour", 0.9, 12.75, 11.0, 14.0)
    >>> [mark.text for mark in marks("£**** ph", [mask])]
    ['[est. 12.75]']
    """
    found: list[Mark] = []
    for estimate in sorted(estimates, key=lambda mask: mask.start):
        if estimate.value is None:
            continue
        start, end = estimate.start, estimate.start + len(MASK)
        if start < (found[-1].end if found else 0) or text[start:end] != MASK:
            raise ValueError(f"no mask at {estimate.start} of the {estimate.field}")
        said = wording(estimate, text[end : end + _NEAR], text[max(0, start - _NEAR) : start])
        found.append(Mark(start, end, f"[est. {said}]", estimate))
    return found


def fill(text: str, estimates: Iterable[Estimate]) -> str:
    """Put estimates in the place of the pay masks of one field; leave all else as it is.

    Parameters
    ----------
    text : str
        Title or description of an advert.
    estimates : iterable of Estimate
        Masks of this field; those without a value stay masks.

    Raises
    ------
    ValueError
        If an estimate points to a place that holds no mask.

    Examples
    --------
    >>> mask = Estimate("description", 8, "pay", "year", 0.9, 32_000.0, 28_000.0, 36_000.0)
    >>> fill("Salary £****k, tel ****", [mask])
    'Salary £[est. 32]k, tel ****'
    """
    pieces: list[str] = []
    last = 0
    for mark in marks(text, estimates):
        pieces += [text[last : mark.start], mark.text]
        last = mark.end
    return "".join([*pieces, text[last:]])


def fill_document(
    data: bytes, title: str, description: str, estimates: Iterable[Estimate]
) -> bytes:
    r"""Fill the masks of an advert document, its title and description being known.

    Parameters
    ----------
    data : bytes
        The document as it was read.
    title, description : str
        Its fields, as :func:`~salarypred.files.documents.parse_document` gives them.
    estimates : iterable of Estimate
        Masks of both fields.

    Returns
    -------
    bytes
        The document in its own encoding and with its own line ends; everything but the filled
        masks is as it was.

    Examples
    --------
    >>> mask = Estimate("description", 5, "pay", "year", 0.9, 32_000.0, 28_000.0, 36_000.0)
    >>> fill_document(b"Title: Chef\r\nDescription: Pay: ****\r\n", "Chef", "Pay: ****", [mask])
    b'Title: Chef\r\nDescription: Pay: [est. 32,000]\r\n'
    """
    text = decode(data)
    begin = {
        "title": text.find(title),
        "description": text.rfind(description),
    }
    # The masks of the decoded text are those of the bytes, in the same order.
    order = {start: number for number, start in enumerate(find_masks(text))}
    utf16 = text_encoding(data[:4])[0] == "utf-16"
    codec = "ascii" if not utf16 else "utf-16-le" if data[:1] == b"\xff" else "utf-16-be"
    pieces = data.split(MASK.encode(codec))
    words = [MASK.encode(codec)] * (len(pieces) - 1)
    known = list(estimates)
    for field, own in (("title", title), ("description", description)):
        for mark in marks(own, [mask for mask in known if mask.field == field]):
            start = begin[field] + mark.start
            if start not in order or len(order) != len(words):
                raise ValueError(f"no mask at {mark.start} of the {field}")
            words[order[start]] = mark.text.encode(codec)
    filled = [pieces[0]]
    for word, piece in zip(words, pieces[1:], strict=True):
        filled += [word, piece]
    return b"".join(filled)
