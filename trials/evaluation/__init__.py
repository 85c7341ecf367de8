"""Goals of our own, planned and taught by the catalog and by models, and judged by rules that code can check."""
