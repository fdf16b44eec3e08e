"""From YAML to a Draft: events with places, typed values, records, files, trees; what pydantic finds, in words; schemas for editors."""
