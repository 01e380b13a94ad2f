"""Claims in the formats of others: schema.org ClaimReview, W3C Web Annotation, and CSV."""
