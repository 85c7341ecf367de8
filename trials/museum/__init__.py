"""The museum of failures: each exhibit puts one failure of live systems back into our code; a test must object."""
