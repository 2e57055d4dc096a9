"""From the names printed in lists to the bodies they mean."""
