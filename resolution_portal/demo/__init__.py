"""The demo: an invented but lifelike region that a visitor can walk through."""
