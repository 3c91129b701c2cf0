"""What pages are made of: templates, style sheets, languages, security headers."""
