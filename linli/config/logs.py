"""Logs for operators: one JSON line per record in production, one readable line elsewhere."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any


class JsonFormatter(logging.Formatter):
    """One JSON object per line; ``extra={"fields": {...}}`` adds keys of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class JobEnds(logging.Filter):
    """One line per job: its end (with the duration), not its start."""

    def filter(self, record: logging.LogRecord) -> bool:
        """False for the start of a job and for what the worker says about itself."""
        return getattr(record, "action", "").startswith("job_") or record.levelno >= logging.WARNING


def logging_config(json_lines: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING: all to standard error. Requests are logged line by line in production only."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "linli.config.logs.JsonFormatter"},
            "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        },
        "filters": {"job_ends": {"()": "linli.config.logs.JobEnds"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json" if json_lines else "plain"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "linli.request": {"level": "INFO" if json_lines else "ERROR"},
            "procrastinate": {"level": "WARNING"},
            "procrastinate.worker": {"level": "INFO" if json_lines else "WARNING", "filters": ["job_ends"]},
            "psycopg.pool": {"level": "ERROR"},  # a lost database would repeat itself every second
            "django.security.DisallowedHost": {"level": "CRITICAL"},  # strangers knock all day; our line says 400
            "django.request": {"level": "ERROR"},  # our own line already tells a 4xx
        },
    }
