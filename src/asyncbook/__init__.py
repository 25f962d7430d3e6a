"""Run the book's snippets, keep what they did, and put it on the pages."""
