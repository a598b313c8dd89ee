"""The arguments of the commands about people and their schedules."""

from __future__ import annotations

from pathlib import Path

from cli import projects
from cli.inquiry import why_command
from cli.parser import natural, positive, positive_int
from cli.registry import Commands
from cli.replanning import replanning_command
from cli.staffing import staffing_command


def people_commands(commands: Commands) -> None:
    """Add the commands."""
    why_command(commands)
    replanning_command(commands)
    staffing_command(commands)
    one = commands.add("project", projects.project)
    commands.option(one, "file", type=Path)
    commands.option(one, "--seconds", type=positive, default=10.0)
    commands.option(one, "--workers", type=positive_int, default=2)
    commands.option(one, "--seed", type=natural, default=1)
    commands.option(one, "--progress", choices=("auto", "none", "json"), default="auto")
