"""The lesion map: a skeleton from the front and the back, with what the record says of each site."""
