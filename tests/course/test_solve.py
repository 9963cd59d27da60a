"""What `labkit solve` keeps of a run does not depend on how busy the machine was."""

from nbformat.v4 import new_output

from labkit.course.authoring.solve import _joined


def test_text_that_came_in_pieces_is_kept_as_one_and_stays_in_its_place():
    said = [new_output("stream", name="stdout", text=text) for text in ("one ", "two")]
    figure = new_output("display_data", data={"text/plain": "a figure"})
    after = new_output("stream", name="stdout", text="three")
    warned = new_output("stream", name="stderr", text="four")
    kept = _joined([*said, figure, after, warned])
    assert [output.get("text") for output in kept] == ["one two", None, "three", "four"]
