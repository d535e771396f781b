"""What the argument component is made of: role frames, slots of the tree, attachment, apposition, event links.

A Doc with mentions and event mentions goes in; `pipeline.components.arguments` runs the parts.
"""
