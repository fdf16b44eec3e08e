"""From a Draft to the one canonical YAML: records to plain data (`plain`), plain data to text (`emit`), files (`layout`)."""
