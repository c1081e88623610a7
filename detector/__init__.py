"""Says how much of an Arabic or English article is padding, which sentences, why, and what to cut."""
