"""The three protocols that the server speaks, each as the client library of its provider reads it."""
