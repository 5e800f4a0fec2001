"""Installs, upgrades and removes Shuniu from an unpacked bundle, with nothing but a bare Python and no network.

What is said is Chinese. Everything may be run again: what is done already is found and left.
"""
