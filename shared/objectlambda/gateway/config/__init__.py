"""The gateway's configuration: its model, the TOML file, and what the tables in it become."""
