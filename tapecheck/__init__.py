"""What joins the stages: settings, pipeline, report."""
