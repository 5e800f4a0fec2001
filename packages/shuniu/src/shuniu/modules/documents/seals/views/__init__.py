"""Screens of seals."""
