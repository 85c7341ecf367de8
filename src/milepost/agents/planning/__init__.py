"""Planning with a language model: it proposes parts by their names, and code makes a roadmap of them."""
