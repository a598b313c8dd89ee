"""The workbook of people, their skills, departments and leave."""
