"""Modules under the names they have in IPython."""
