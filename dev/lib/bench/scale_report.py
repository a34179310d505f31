"""Figures of scale as a page."""
def machine():
    return {}
def write(result):
    return ""
