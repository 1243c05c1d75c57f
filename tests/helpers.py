"""What every room's tests share: where the real data lie, and why a test that needs them is skipped."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def shared_data(*parts: str) -> Path:
    """The path of a real data file beside the project, or a skip that says which file is missing."""
    path = ROOT.parent.joinpath("shared", "data", *parts)
    if not path.exists():
        pytest.skip(f"real data not on this machine: ../shared/data/{'/'.join(parts)}")
    return path
