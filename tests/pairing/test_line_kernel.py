"""The compiled way of lines of one form gives what the pattern of the form gives, on any bytes."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from piiscan.pairing.prose import line_forms
from piiscan.pairing.tables import kernel

pytestmark = pytest.mark.skipif(kernel.lines is None, reason="the kernel was not built here")


@st.composite
def _lines(draw):
    """A form, and text of lines most of which are of it."""
    literals = draw(
        st.lists(
            st.sampled_from(["", " ", ", ", "a=", "; b: ", '"', " x ", "\t", ")", "\n", "\nb: "]),
            min_size=2,
            max_size=5,
        )
    )
    literals = [literals[0], *(one or " " for one in literals[1:-1]), literals[-1]]
    kinds = "".join(draw(st.sampled_from("wt")) for _ in literals[1:])
    value = st.sampled_from(["", "Lee", "Ann Lee", "a=b", "x y", "é", "a\tb", "\x00", "(1)", " ", "7-8", "a, b"])
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        inner = "".join(f"{draw(value)}{literal}" for literal in literals[1:])
        lines.append(literals[0] + inner + draw(st.sampled_from(["\n", "\r\n", "\n\n", "!\n", "\r", ""])))
    return tuple(one.encode() for one in literals), kinds.encode(), "".join(lines).encode()


@settings(max_examples=300, phases=(Phase.explicit, Phase.generate, Phase.shrink))
@given(_lines(), st.integers(0, 12), st.integers(0, 12))
def test_the_kernel_gives_what_the_pattern_gives(made, cut, less):
    literals, kinds, data = made
    form = line_forms.form_of(literals, kinds, ("",) * len(kinds), is_named=False)
    start, end = min(cut, len(data)), max(min(cut, len(data)), len(data) - less)
    by_kernel = line_forms.spans_of(form, data, start, end)
    assert by_kernel.tolist() == line_forms.spans_by_pattern(form, data, start, end).tolist()


@pytest.mark.parametrize(
    "wrong", [(0, 9, (b"", b""), b"t"), (3, 2, (b"", b""), b"t"), (0, 3, (b"",), b"t"), (-1, 3, (b"", b""), b"t")]
)
def test_the_kernel_refuses_what_does_not_fit(wrong):
    with pytest.raises(ValueError, match=r"text|form"):
        kernel.lines(b"abc", *wrong)
