"""What builds, starts and checks the product on a machine; nothing here is part of the product."""
