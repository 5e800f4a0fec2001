"""Notices inside the product: what somebody should know about a matter, written in the transaction of the act."""
