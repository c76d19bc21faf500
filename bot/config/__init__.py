"""Configuration: environment variables and the TOML file."""
