"""What is told of plasma: beside its tissue, over all places, and as a share."""
