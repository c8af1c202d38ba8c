"""`tapecheck keys`: who may ask the service, and who no longer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

import typer

from api.console import Json, err, fail, one_line_errors, out, print_json

if TYPE_CHECKING:
    from tapecheck.store.types import ApiKey

Db = Annotated[Path, typer.Option("--db", metavar="FILE", help="The store.", show_default=False)]
_Scope = Literal["read", "write", "admin"]

app = typer.Typer(
    help="API keys of a store: make one, list them, end one. Writing needs the store to itself.",
    no_args_is_help=True,
)


@app.command(epilog="Example:  tapecheck keys create --db notes.db --name desk --scope write")
def create(
    db: Db,
    name: Annotated[str, typer.Option(help="Who uses it, to know it by in the list.")],
    scope: Annotated[
        str, typer.Option(help="read; write: also upload and correct; admin: also delete.")
    ] = "read",
    json: Json = False,
) -> None:
    """Make a key and print its secret, once: only a hash of it is kept."""
    from tapecheck.store import Store

    if scope not in get_args(_Scope):
        fail(f"no scope {scope!r}; give one of {', '.join(get_args(_Scope))}")
    with one_line_errors(), Store.open(db) as store:
        key, secret = store.add_key(name=name, scope=cast("_Scope", scope))
    if json:
        print_json({"id": key.id, "name": key.name, "scope": key.scope, "secret": secret})
        return
    err.print(f"key {key.id} ({key.scope}); its secret is shown this once:", markup=False)
    out.print(secret, markup=False, soft_wrap=True)


@app.command(name="list", epilog="Example:  tapecheck keys list --db notes.db")
def list_(db: Db, json: Json = False) -> None:
    """List the keys, revoked ones too; no secret is told."""
    from tapecheck.store import Reader

    with one_line_errors(), Reader.open(db) as reader:
        keys = reader.keys()
    if json:
        print_json(keys)
        return
    if not keys:
        err.print("no keys; `tapecheck keys create` makes one", markup=False)
    for key in keys:
        out.print(_line(key), markup=False, soft_wrap=True)


@app.command(epilog="Example:  tapecheck keys revoke 1f0c22ab --db notes.db")
def revoke(
    key: Annotated[str, typer.Argument(metavar="ID", help="As `tapecheck keys list` has it.")],
    db: Db,
    json: Json = False,
) -> None:
    """End a key, and the sessions that were begun with it."""
    from tapecheck.store import Store

    with one_line_errors(), Store.open(db) as store:
        ended = store.revoke_key(key)
    if json:
        print_json(ended)
    else:
        out.print(_line(ended), markup=False, soft_wrap=True)


def _line(key: ApiKey) -> str:
    used = f"last used {key.last_used:%Y-%m-%d}" if key.last_used else "never used"
    ended = f", revoked {key.revoked:%Y-%m-%d}" if key.revoked else ""
    return f"{key.id}  {key.scope:5}  {key.name}  made {key.created:%Y-%m-%d}, {used}{ended}"
