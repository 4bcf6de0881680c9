"""What is seen: screens and widgets. The only place that knows Textual."""
