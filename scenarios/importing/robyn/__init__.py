"""Meta Robyn: model files and allocator exports."""
