"""The HTTP API: routes under /v1 that call the service and the store's readers."""
