"""Screens of outgoing documents."""
