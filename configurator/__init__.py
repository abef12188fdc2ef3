"""AI Behavior Configurator: set once, inside fixed bounds, how AI behaves for you."""

__version__ = "0.1.0"
