"""Where things are and what is used by default; read from the environment, never by a stage."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of an installation; every field is an environment variable `TAPECHECK_…`."""

    model_config = SettingsConfigDict(env_prefix="TAPECHECK_", frozen=True)

    home: Path = Field(
        default_factory=lambda: user_data_path("tapecheck"),
        description="Folder for model weights, stored prices and own funds.",
    )
    prices: str = Field(
        default="sample",
        description="Price source used without --prices: a folder, a file, `sample` or `yahoo`.",
    )
    model: str = Field(
        default="mpnet", description="What is used without --model: mpnet, thorough or minilm."
    )

    @property
    def models_home(self) -> Path:
        """Where `tapecheck models fetch` puts the sentiment and language models."""
        return self.home / "models"

    @property
    def price_store(self) -> Path:
        """Where `tapecheck prices` keeps what it fetched."""
        return self.home / "prices"

    @property
    def own_funds(self) -> Path:
        """Where `tapecheck catalog import` keeps the user's own funds."""
        return self.home / "catalog" / "funds.csv"
