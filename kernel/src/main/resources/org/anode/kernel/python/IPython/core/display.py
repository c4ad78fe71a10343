"""Where older notebooks import display objects from."""

from IPython.display import *  # noqa: F403
from IPython.display import __all__  # noqa: F401
