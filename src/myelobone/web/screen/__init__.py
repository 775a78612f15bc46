"""What a patient's screen shows: an advice read into parts that templates print; decides nothing."""
