"""From kernel to screen: forms out of inputs, a matter's page out of its reading, lists out of list kinds.

A module adds a `Presentation` for its kind of matter and, where the derived form is not enough, a `FormSpec`;
everything else is common.
"""
