"""Write the parts of docs/reference that come from the schema: the JSON Schema and the field tables."""

from pathlib import Path

from scenarios.writing import reference, schema, write_atomically

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"

if __name__ == "__main__":
    write_atomically(FOLDER / "scenario.schema.json", schema.dump().encode())
    write_atomically(FOLDER / "scenario-fields.md", reference.markdown().encode())
