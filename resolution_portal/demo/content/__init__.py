"""What the demo is made of: pure data and pure functions, no models. Every person, number and address is invented."""
