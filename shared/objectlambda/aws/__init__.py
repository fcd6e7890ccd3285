"""The hosts on AWS: events in, WriteGetObjectResponse or a function URL's response out."""
