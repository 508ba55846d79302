"""The conference: storyboard and scenes."""
