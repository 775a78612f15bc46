"""The words of the pages in both languages; every clinical word comes from knowledge."""
