"""Rehearsal: simulated people live through a café over real HTTP and WebSockets.

A product feature (try the room out before the event) and the tool that measures the house.
"""
