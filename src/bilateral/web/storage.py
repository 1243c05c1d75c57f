"""Static files under names that carry a hash, scripts that import one another too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class Files(CompressedManifestStaticFilesStorage):
    """As WhiteNoise's; a script's `import` leads to the hashed name, so that a cached one never meets a newer one."""

    support_js_module_import_aggregation = True
