"""Packs the knowledge into the wheel: its files, sealed by their manifest, and the compiled form for a fast start.

Knowledge that cannot be loaded, or whose examples fail, stops the build.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EDITION = "mbd-2024"


class KnowledgeHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `_knowledge/` to the wheel; an editable install reads the checkout instead."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        folder = root / "knowledge" / EDITION
        made = Path(mkdtemp(prefix="myelobone-"))
        compiled, manifest = made / f"{EDITION}.msgpack", made / "manifest.json"
        sys.path.insert(0, str(root / "src"))
        try:
            from myelobone.decide.examples import check_examples
            from myelobone.language.compiled import compile_to
            from myelobone.language.manifest import encode, manifest_of

            knowledge = compile_to(folder, compiled, check_examples)
            manifest.write_bytes(encode(manifest_of(folder, knowledge)))
        finally:
            sys.path.remove(str(root / "src"))
        include = build_data["force_include"]
        include[str(folder)] = f"myelobone/_knowledge/{EDITION}"
        include[str(manifest)] = f"myelobone/_knowledge/{EDITION}/manifest.json"
        include[str(compiled)] = f"myelobone/_knowledge/{EDITION}.msgpack"
