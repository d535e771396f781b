"""The attributes on `doc._`: one a layer, and `published`, the day of publication as (year, month, day) or None."""

from spacy.tokens import Doc

from pipeline.layers import LAYERS

for _layer in LAYERS:
    if not Doc.has_extension(_layer):
        Doc.set_extension(_layer, default=())
if not Doc.has_extension("published"):
    Doc.set_extension("published", default=None)
