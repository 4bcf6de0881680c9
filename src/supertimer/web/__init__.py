"""The page for a phone: the same workout on another device."""
