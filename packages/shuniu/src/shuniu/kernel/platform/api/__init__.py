"""The API, built from the registries of actions and queries."""
