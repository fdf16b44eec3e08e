"""Typed records of everything that is contributed, one file a concept.

Records are frozen standard-library dataclasses. pydantic checks and converts them at the border (`kb.read`), so
a look-up in a compiled base never loads it. A field whose name is a Python keyword carries an underscore here
(`in_`) and none in YAML (`in`).
"""
