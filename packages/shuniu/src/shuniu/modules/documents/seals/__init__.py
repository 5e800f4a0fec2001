"""Seals: who keeps which, every use of one, and the 用印登记簿 (GW-18)."""
