"""Page one of a review, which stands alone: what happened, impact, cause, figures, lessons, action items."""
