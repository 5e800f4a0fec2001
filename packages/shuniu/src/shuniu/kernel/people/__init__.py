"""Who works here: accounts, persons, units, posts, duties, portfolios, stand-ins, authority; and the Actor."""
