"""What knowledge may say, and how a folder of it becomes checked, typed `Knowledge`."""
