"""Reports as documents: post-mortems in Markdown, and e-mail."""
