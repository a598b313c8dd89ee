"""Tables and forms over a document: pure functions from a document and an edit to the next document."""
