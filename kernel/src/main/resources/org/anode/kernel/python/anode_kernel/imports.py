"""Actions that run right after a module is first imported, so that the kernel need not import it to adapt it."""

import sys


class AfterImport:
    """A meta-path finder that finds nothing itself; it wraps what the others find."""

    def __init__(self):
        self._actions = {}

    def on(self, name, action):
        """Runs action(module) once: now if the module is loaded, else right after it is."""
        if name in sys.modules:
            action(sys.modules[name])
            return
        self._actions[name] = action
        if self not in sys.meta_path:
            sys.meta_path.insert(0, self)

    def find_spec(self, name, path=None, target=None):
        action = self._actions.pop(name, None)
        if action is None:
            return None
        for finder in sys.meta_path:
            if finder is not self and hasattr(finder, "find_spec"):
                spec = finder.find_spec(name, path, target)
                if spec is not None:
                    break
        else:
            return None
        if spec.loader is not None:
            spec.loader = _Loader(spec.loader, action)
        return spec


class _Loader:
    def __init__(self, loader, action):
        self._loader = loader
        self._action = action

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        module.__loader__ = module.__spec__.loader = self._loader
        try:
            self._action(module)
        except Exception:
            pass  # an adaptation that fails must not fail the import
