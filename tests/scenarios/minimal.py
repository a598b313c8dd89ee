"""A whole document of a few lines, for tests to change or to break."""

MINIMAL = """\
mems: 1
id: tiny
name: {en: Tiny, zh: 极小}
horizon: {start: 2026-01-05, periods: 4}
channels:
  - id: sem
    name: Search
    curve: {family: hill, ceiling: 5000, half_saturation: 800}
campaigns:
  - id: spring
    name: Spring
    due: 2026-01-19
    workflow: short
    channels:
      - channel: sem
organisation:
  departments: [{id: growth, name: Growth}]
  skills: [{id: copy, name: Copy}]
  people:
    - {id: ann, name: Ann, department: growth, role: editor, skills: {copy: 3}}
workflows:
  - id: short
    name: Short
    stages:
      - {id: write, name: Write, effort: [4, 8, 16], skill: copy}
budget:
  total: 10000
"""
