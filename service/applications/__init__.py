"""Application materials: from what units send to what an office files, judges and publishes."""
