"""The page for people at ``/_/``: an object as it is stored beside what comes out of an access point."""
