"""View models: what the templates show, made of store rows and reports; no HTTP, no HTML."""
