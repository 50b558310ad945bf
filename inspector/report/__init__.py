"""Reports: one exposure, written in the format that the file's ending asks for; see ``formats.registry``."""
