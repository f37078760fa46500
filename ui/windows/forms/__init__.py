"""Fields that several forms have in common. Each says at once, beside itself, what is wrong with what it holds."""
