"""Projects apart from marketing plans: activities on resources, tasks on teams."""
