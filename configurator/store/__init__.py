"""Where a person's things live: profiles, own layers, which profile is in use."""
