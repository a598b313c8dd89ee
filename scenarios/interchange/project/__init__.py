"""What the tools with tasks have in common: a project of tasks, links and people, and how it becomes a document."""
