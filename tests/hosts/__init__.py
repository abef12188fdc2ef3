"""What code hosts and hook runners are given."""
