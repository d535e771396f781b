"""What the event component is made of: lexicons, triggers and their spans, conditions, polarity and modality, dates.

A Doc with dates and mentions goes in; `pipeline.components.events` runs the parts in order.
"""
