"""What the mention component is made of: gazetteer, name repair, patterns, and how their finds become nested mentions.

A text goes in as a Doc with slovnet's names and the dates; `pipeline.components.mentions` runs the parts in order.
"""
