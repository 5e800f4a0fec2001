"""Real documents, when HONGTOU_SAMPLES names a folder of them."""

from samples import samples

from hongtou import Level, inspect_text


def test_real_documents_are_read_as_their_names_say() -> None:
    for sample in samples():
        assert all(sample.readings().values()), (sample.name, sample.readings())
        assert sample.document.passage(sample.document.title.span) if sample.document.title else False


def test_real_public_documents_pass_the_gate() -> None:
    for sample in samples():
        assert inspect_text(sample.document.text).level is Level.PASS, sample.name
