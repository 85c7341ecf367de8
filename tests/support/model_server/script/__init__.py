"""What the model has to say: roadmaps and contents, and how they are put into whatever shape is asked for."""
