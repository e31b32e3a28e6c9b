"""The dialogue: programme, themes, guiding questions."""
