"""Runs commands for the tests, each in a process of its own, forked from one that has the big libraries loaded.

Nothing of `bilateral.cli` or `bilateral.node` is loaded before the fork: language, home and database are each
command's own, as when it is typed. Reads one JSON request a line, answers with the exit code.
"""

import json
import os
import sys
from typing import Any

import csp.apps
import django.contrib.staticfiles.apps
import django.core.mail
import django.core.management.commands.migrate
import django.db.backends.sqlite3.base
import django.db.models
import django.urls
import django.views.debug
import docx
import httpx
import pydantic
import typer._adapters
import whitenoise.storage
import yaml

import bilateral.dialogue.compose
import bilateral.dialogue.fold
import bilateral.dialogue.hled
import bilateral.dialogue.kinds
import bilateral.dialogue.plan_import
import bilateral.dialogue.plan_packages
import bilateral.files
import bilateral.record.audit

LOADED = (bilateral, csp, django, docx, httpx, pydantic, typer, whitenoise, yaml)


def child(request: dict[str, Any]) -> None:
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    for number, path in ((0, os.devnull), (1, request["out"]), (2, request["err"])):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(path, flags), number)
    from bilateral.cli.main import run

    sys.argv = ["bilateral", *request["arguments"]]
    run()


def main() -> None:
    sys.pycache_prefix, sys.dont_write_bytecode = sys.argv[1], False  # the second command finds modules compiled
    while line := sys.stdin.readline():
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            child(request)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
