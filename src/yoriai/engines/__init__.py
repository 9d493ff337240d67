"""Pure computing engines: values in, values out; no Django, no files, no clock."""
