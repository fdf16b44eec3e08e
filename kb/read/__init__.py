"""From YAML to a Draft: events with places (`events`), typed values (`values`), records (`records`), trees (`tree`)."""
