"""The pages. Each shows what others have computed."""
