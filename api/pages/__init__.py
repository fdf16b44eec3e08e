"""Server-rendered pages: questions with their answers, and records; nothing on them comes from another server."""
