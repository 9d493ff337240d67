"""Journeys: what people do in a day, in real Chromium against the real server."""
