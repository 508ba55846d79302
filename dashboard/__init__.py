"""The Bình Định poverty-reduction dashboard."""
