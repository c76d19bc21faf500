"""From the verb that was typed to what answers it, and how a refusal is said."""
