"""What every floor above needs: the basis of rules, refusals, registries, parameters, the working calendar."""
