"""What can be done on a harvest board. Each changes it under its row's lock and is a step that can
be undone."""
