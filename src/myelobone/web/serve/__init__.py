"""Running the clinic: made ready, served, looked after."""
