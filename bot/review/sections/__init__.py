"""What people write in the sections of a review, and how it stands beside what is generated."""
