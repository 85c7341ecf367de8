"""What models are asked: prose in Markdown files, and functions that put what is asked about beside it."""
