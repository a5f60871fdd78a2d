"""Small widgets that know no service, no store and no tab: they show what they are given."""
