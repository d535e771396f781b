"""Date expressions in Russian text: `extract(text)` finds them and says what they mean. Needs no model.

    >>> from pipeline.dates import extract
    >>> [(text[f.start:f.end], f.edtf) for f in extract(text := "Форум прошёл 19-21 июня 2006 г. в Баку.")]
    [('19-21 июня 2006 г.', '2006-06-19/2006-06-21')]

`analysis` (lemmas, parts of speech, heads; see `pipeline.dates.analysis`) sharpens what plain text leaves open.
"""

from pipeline.dates.extract import Found, extract

__all__ = ["Found", "extract"]
