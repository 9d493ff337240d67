"""The web application: one Django project, its foundation and its areas."""
