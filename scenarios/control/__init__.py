"""Actuals against plan: alerts with their rule and advice, estimates at completion, scorecards and the bonus pool.

Pure functions from values to values; readers take CSV or JSON. Limits are data with the defaults of the templates.
"""
