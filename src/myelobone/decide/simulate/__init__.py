"""The coming months played under stated assumptions, day by day on which something changes."""
